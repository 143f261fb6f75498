"""The real program in a pseudo-terminal, as `screen.py` measures it from outside: frames, bytes, keys, memory."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

import pexpect

COMMAND = str(Path(sys.executable).parent / "tui-dl")  # as a user calls it
LAYER = ["--lang", "en", "--lesson", "layer"]
TRAINING = ("n", "s", "+", "+", "+", " ")  # keys from the lesson's first step to a net that trains in its sandbox
SYNCHRONISED = (b"\x1b[?2026$p", b"\x1b[?2026;2$y")  # asked whether frames may be marked; the answer is yes
FRAME = b"\x1b[?2026h"  # the mark before each
CODES = re.compile(rb"\x1b\[[\d;?]*[A-Za-z]")
KEYS = (  # in the sandbox, each with words that it brings on the screen
    ("v", b"The network"),
    ("v", b"class 0"),
    ("2", b"by epoch"),
    ("1", b"What is there to learn"),
    ("?", b"the stronger the colour"),
    ("\x1b[27u", b"What is there to learn"),
)


class Watched:
    """A program whose output is taken as soon as it comes."""

    def __init__(self, arguments: list[str], size: tuple[int, int], home: str, *, far: bool = False) -> None:
        columns, rows = size
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        environment |= {"TUI_DL_HOME": home}
        for name in ("PYTHONDONTWRITEBYTECODE", "SSH_CONNECTION", "NO_COLOR"):  # as after the first start
            environment.pop(name, None)
        if far:
            environment["SSH_CONNECTION"] = "here there"
        self.started = time.perf_counter()
        program, *rest = arguments
        self.child = pexpect.spawn(program, rest, env=environment, dimensions=(rows, columns), timeout=60)
        self.child.delaybeforesend = None
        self._answered, self.written = False, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    def read(self, seconds: float) -> bytes:
        """What is written within so many seconds."""
        got, until = b"", time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(pexpect.TIMEOUT):
                got += self._answering(self.child.read_nonblocking(65536, timeout=left))
        return got

    def until(self, words: bytes, seconds: float = 30.0) -> float:
        """Milliseconds until `words` have been written.

        Raises:
            TimeoutError: They have not.
        """
        got, begun = b"", time.perf_counter()
        while words not in CODES.sub(b"", got):
            if time.perf_counter() - begun > seconds:
                msg = f"no {words!r}"
                raise TimeoutError(msg)
            with contextlib.suppress(pexpect.TIMEOUT):
                got += self._answering(self.child.read_nonblocking(65536, timeout=seconds))
        return 1000 * (time.perf_counter() - begun)

    def drain(self) -> None:
        """Take all that is written until it ends."""
        with contextlib.suppress(pexpect.EOF):
            while True:
                self.read(1.0)

    def press(self, keys: tuple[str, ...]) -> None:
        """One key after the other, as a person does."""
        for key in keys:
            self.child.send(key)
            self.read(0.3)

    def _answering(self, piece: bytes) -> bytes:
        self.written += len(piece)
        if SYNCHRONISED[0] in piece and not self._answered:
            self._answered = True
            self.child.send(SYNCHRONISED[1])
        return piece

    def megabytes(self) -> float:
        """Resident memory of the process that draws."""
        status = Path(f"/proc/{self.child.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def processor(self) -> float:
        """Seconds of processor time that its threads have had."""
        threads = Path(f"/proc/{self.child.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9


def first_frame(arguments: list[str], wanted: bytes, home: str) -> float:
    """Milliseconds from the start to the last row of the first frame."""
    with Watched(arguments, (80, 24), home) as program:
        program.until(wanted)
        return 1000 * (time.perf_counter() - program.started)


def lesson_opens(home: str) -> float:
    """Milliseconds from Enter at home, which has stood a second, to the lesson's first step."""
    with Watched([COMMAND], (80, 24), home) as program:
        program.until(b"Ctrl+Q")
        program.read(1.5)
        program.child.send("\r")
        return program.until(b"step ")


def traffic(size: tuple[int, int], *, far: bool) -> dict[str, float]:
    """KB/s and share of small frames while a lesson's net trains; KB/s over a walk; what goes on while idle."""
    with tempfile.TemporaryDirectory() as home, Watched([COMMAND, *LAYER], size, home, far=far) as program:
        program.until(b"step ")
        program.read(8.0)  # reading
        program.press(TRAINING)
        program.read(0.5)
        begun = time.monotonic()
        told = program.read(4.0)
        training = len(told) / (time.monotonic() - begun)
        program.until(b"ended")
        average = program.written / (time.perf_counter() - program.started)
        program.read(2.0)
        before = program.processor()
        idle = len(program.read(5.0)) / 5.0
        busy = (program.processor() - before) / 5.0
        frames = [len(FRAME) + len(frame) for frame in told.split(FRAME) if frame]
        small = sum(frame <= 3000 for frame in frames) / len(frames)
        found = {"training": training / 1000, "small": small, "lesson": average / 1000, "idle": idle}
        return {**found, "idle_share": busy, "megabytes": program.megabytes()}


def keys(size: tuple[int, int], presses: int) -> list[float]:
    """Milliseconds from a key to what it brings on the screen, while a net trains and the window changes its size."""
    with tempfile.TemporaryDirectory() as home, Watched([COMMAND, *LAYER], size, home) as program:
        program.until(b"step ")
        program.press(TRAINING)
        took = []
        for number, (key, words) in zip(range(presses), itertools.cycle(KEYS)):
            if number % 8 == 4:
                columns, rows = size if number % 16 == 4 else (size[0] + 20, size[1] + 6)
                program.child.setwinsize(rows, columns)
            if number % 16 == 8:
                program.child.send("r")  # so that it never ends
            program.read(0.15 + 0.013 * (number % 11))
            program.child.send(key)
            took.append(program.until(words))
        return took
