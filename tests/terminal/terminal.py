"""A running program in a real pseudo-terminal, its screen read as a person reads it."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 40.0  # seconds until a wait is given up; generous, because machines are shared


class Terminal:
    """The program, its keys and what stands on its screen."""

    def __init__(self, home: Path, *arguments: str, term: str = "xterm-256color", under: Sequence[str] = ()) -> None:
        """`under`: a command that runs the program, as strace does."""
        environment = {**os.environ, "TUI_DL_HOME": str(home), "TERM": term, "LANG": "C.UTF-8"}
        environment.pop("NO_COLOR", None)
        command, *rest = (*under, sys.executable, "-m", "tui_dl", *arguments)
        self.child = pexpect.spawn(command, rest, env=environment, dimensions=(24, 80), encoding="utf-8")
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.screen)
        self.written = ""

    def text(self) -> str:
        """What stands on the screen now, line by line."""
        return "\n".join(self.screen.display)

    def wait(self, words: str) -> None:
        """Read until `words` stand on one line of the screen; what stood there instead is in the error."""
        until = time.monotonic() + PATIENCE
        while words not in self.text():
            try:
                self.read(max(0.0, until - time.monotonic()))
            except (pexpect.TIMEOUT, pexpect.EOF) as error:
                msg = f"{type(error).__name__}: no {words!r} on the screen:\n{self.text()}"
                raise AssertionError(msg) from None

    def read(self, seconds: float) -> None:
        """Take what the program writes next."""
        piece = self.child.read_nonblocking(65536, timeout=seconds)
        self.written += piece
        # pyte has no private CSI such as the keyboard protocol's `CSI > 1 u`; it would print the tail.
        self.stream.feed(piece.replace("\x1b[>1u", "").replace("\x1b[<u", ""))

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def children(self) -> list[int]:
        """The processes that the program has started, by their numbers."""
        tasks = Path(f"/proc/{self.child.pid}/task").glob("*/children")
        return sorted({int(pid) for path in tasks for pid in path.read_text(encoding="ascii").split()})

    def ends(self) -> int:
        """Wait for its end; the exit status, or minus the signal."""
        try:
            while True:
                self.read(PATIENCE)
        except pexpect.EOF:
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


def programs_of(home: Path, word: bytes = b"") -> list[int]:
    """Processes that were given this home, and this word if one is asked for, by their numbers, eldest first."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            given = f"TUI_DL_HOME={home}".encode() in (process / "environ").read_bytes().split(b"\0")
            if given and word in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return sorted(found)
