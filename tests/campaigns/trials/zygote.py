"""A program that has read all its code already and is copied for each trial: a start costs a tenth of a new one.

`python -m tests.campaigns.trials.zygote FILE-DESCRIPTOR` takes requests from a socket: arguments and environment as
JSON, with descriptors for the copy's input, output and complaints, and one on which its number and its end are told.
What makes the system fail is set up in the copy, before the program's first line; some trials start anew all the same.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path

FAULT = str(Path(__file__).parents[1] / "fault" / "sitecustomize.py")
LARGEST = 65536
READ_AHEAD = ("tui_dl.cli.commands", "tui_dl.cli.plain_lesson", "tui_dl.cli.lesson", "tui_dl.course.learner.spot")


def serve(line: socket.socket) -> None:
    """Copy this process for each request, until nobody asks any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asked, files, _, _ = socket.recv_fds(line, LARGEST, 4)
        if not asked:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            line.close()
            _keep(json.loads(asked), files)
        for file in files:
            os.close(file)


def _keep(wanted: dict[str, object], files: list[int]) -> None:
    """Beside each copy stands one that tells its number, waits for it, and tells how it ended."""
    copy = os.fork()
    if copy == 0:
        os.setsid()
        os.close(files[3])
        for at, file in enumerate(files[:3]):
            os.dup2(file, at)
            os.close(file)
        os._exit(_run(wanted))
    for file in files[:3]:
        os.close(file)
    os.write(files[3], f"{copy}\n".encode())
    _, status = os.waitpid(copy, 0)
    os.write(files[3], f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(wanted: dict[str, object]) -> int:
    """The program as its command starts it; its exit status."""
    os.environ.clear()
    os.environ.update(wanted["environment"])
    sys.argv = ["tui-dl", *wanted["arguments"]]
    code: object = 0
    try:
        runpy.run_path(FAULT)
        import_module("tui_dl.cli").run()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  as the interpreter would
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 120
    return code if isinstance(code, int) else int(code is not None)


if __name__ == "__main__":
    for name in READ_AHEAD:
        import_module(name)
    with socket.socket(fileno=int(sys.argv[1])) as here:
        serve(here)
