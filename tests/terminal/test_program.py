"""The real program in a real pseudo-terminal; waiting is for words, with a time-out."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks processes up in /proc"),
]


class Terminal:
    """A running program."""

    def __init__(self, home: Path, *arguments: str) -> None:
        environment = {**os.environ, "TUI_DL_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        environment.pop("NO_COLOR", None)
        command = ["-m", "tui_dl", *arguments]
        self.child = pexpect.spawn(
            sys.executable, command, env=environment, dimensions=(24, 80), timeout=40, encoding="utf-8"
        )

    def wait(self, text: str) -> None:
        self.child.expect(text)

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def children(self) -> list[int]:
        listing = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text(encoding="ascii")
        more = [path.read_text(encoding="ascii") for path in Path(f"/proc/{self.child.pid}/task").glob("*/children")]
        return sorted({int(pid) for text in [listing, *more] for pid in text.split()})

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus


def gone(pid: int) -> bool:
    """Wait until a process that is not ours has ended; a zombie has."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended = bool(select.select([descriptor], [], [], 20)[0])
    os.close(descriptor)
    return ended


@pytest.fixture
def open_terminal(tmp_path: Path):
    opened = []

    def opener(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield opener
    for terminal in opened:
        terminal.child.close(force=True)


def test_from_the_first_key_to_the_way_out_and_back_again(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "hello")
    terminal.wait("step 1 of 7")
    terminal.press("\x1b[B\r")
    terminal.press("n")
    terminal.wait("step 2 of 7")
    terminal.press(" ")
    terminal.wait("running")
    terminal.child.setwinsize(40, 150)
    terminal.wait("Methods")
    terminal.press("\x03")
    terminal.wait("Ctrl\\+Q quits")
    terminal.press("\x11")
    assert terminal.ends() == 0
    assert "\x1b[?1049l" in terminal.child.before, "the terminal's own screen is back"
    again = open_terminal("--lang", "en", "--lesson", "hello")
    again.wait("step 2 of 7")


def test_the_training_process_killed_is_one_sentence_and_no_end(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("n")
    terminal.wait("step 2 of 9")
    terminal.press(" ")
    terminal.wait("running")
    for pid in terminal.children():
        os.kill(pid, signal.SIGKILL)
    terminal.wait("training process ended")
    terminal.press("r")
    terminal.wait("running")


def test_no_orphan_when_the_program_is_killed(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("n")
    terminal.wait("step 2 of 9")
    terminal.press(" ")
    terminal.wait("running")
    children = terminal.children()
    assert children
    os.kill(terminal.child.pid, signal.SIGKILL)
    assert all(gone(pid) for pid in children)


def test_without_a_terminal_it_says_what_there_is_instead(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui_dl"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TUI_DL_HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert done.returncode == 2
    assert "tui-dl train" in done.stderr
    assert done.stdout == ""
