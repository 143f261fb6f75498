"""Starting the program for a trial: as a copy of one that has read its code, or anew; with the same handle on both."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
FAULT_FOLDER = Path(__file__).parents[1] / "fault"


class Program(Protocol):
    """What a trial needs of a running program; `subprocess.Popen` has it, too."""

    pid: int
    returncode: int | None
    stdin: BinaryIO
    stdout: BinaryIO
    stderr: BinaryIO

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended."""

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""


def environment(home: Path, fault: str, room: int) -> dict[str, str]:
    """Where the program keeps its files, and what fails under it."""
    told = {"TUI_DL_HOME": str(home), "TUI_DL_FAULT": fault, "TUI_DL_ROOM": str(room), "LANG": "C.UTF-8"}
    told["PYTHONPATH"] = os.pathsep.join([str(FAULT_FOLDER), str(ROOT)])
    return {**os.environ, **told}


def anew(arguments: list[str], told: Mapping[str, str]) -> Program:
    """A new process, from its first import."""
    return subprocess.Popen(
        [sys.executable, "-m", "tui_dl", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=told,
    )


class Copy:
    """A program that a zygote has started."""

    def __init__(self, zygote: socket.socket, arguments: list[str], told: Mapping[str, str]) -> None:
        here, there = [], []
        for at in range(4):
            read, write = os.pipe()
            here.append(write if at == 0 else read)
            there.append(read if at == 0 else write)
        asked = json.dumps({"arguments": arguments, "environment": dict(told)}).encode()
        socket.send_fds(zygote, [asked], there)
        for file in there:
            os.close(file)
        self.stdin = os.fdopen(here[0], "wb")
        self.stdout, self.stderr, self._told = (os.fdopen(file, "rb", buffering=0) for file in here[1:])
        self.pid = int(self._line())
        self.returncode: int | None = None
        self._over = threading.Event()
        threading.Thread(target=self._hear, daemon=True).start()

    def _line(self) -> str:
        read = b""
        while not read.endswith(b"\n") and (more := self._told.read(1)):
            read += more
        return read.decode()

    def _hear(self) -> None:
        self.returncode = int(self._line() or "1")
        self._told.close()
        self._over.set()

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended."""
        if not self._over.wait(timeout):
            raise subprocess.TimeoutExpired("tui-dl", timeout or 0.0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):  # it has just ended, and is about to tell
            if self.returncode is None:
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it, at once."""
        self.send_signal(signal.SIGKILL)


class Zygote:
    """Keeps a program ready to be copied; one campaign shares it."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaigns.trials.zygote", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=ROOT,
            env={**os.environ, **threads},
        )
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        self._process.wait()

    def copy(self, arguments: list[str], told: Mapping[str, str]) -> Copy:
        """A program that starts where all its code is read."""
        with self._lock:
            return Copy(self._ours, arguments, told)
