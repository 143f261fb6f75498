"""Noise typed into the real program: `python -m tests.campaigns.typing_noise --count 20000`.

Random bytes, broken reports, torn and huge pastes; after each portion the program must still be there and still draw.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaigns.doors import KEYS
from tests.campaigns.inputs import as_bytes, mutated
from tests.terminal.terminal import Terminal

MORE = 9  # rows
PORTION = 20  # inputs between two looks
LEAVING = b"\x03\x11\x1a\x1c"  # keys that are meant to end or stop the program
PASTE = b"\x1b[200~" + b"one two three " * 750_000 + b"\x1b[201~"  # 10 MB
PATIENCE = 60.0
MUCH = 4000  # bytes of what was drawn that an error shows


class Typist:
    """Types into a program that does a lesson."""

    def __init__(self, home: Path) -> None:
        self.terminal = Terminal(home, "--lang", "en", "--lesson", "layer")
        self.terminal.wait("step ")
        self._line = self.terminal.child.child_fd
        os.set_blocking(self._line, False)
        self.drawn = b""
        """The last of it."""

    def type(self, keys: bytes) -> bytes:
        """Type all of it; what was drawn meanwhile."""
        self.drawn, until, left = b"", time.monotonic() + PATIENCE, memoryview(keys)
        while left:
            assert time.monotonic() < until, f"{len(left)} bytes are not taken"
            readable, writable, _ = select.select([self._line], [self._line], [], 1.0)
            self.drawn += os.read(self._line, 65536) if readable else b""
            if writable:
                left = left[os.write(self._line, left[:1024]) :]
                until = time.monotonic() + PATIENCE
        return self.drawn

    def looks(self) -> float:
        """Seconds until rows are drawn that were not there before: all that was typed is then done with."""
        started, drawn, self.drawn = time.monotonic(), b"", self.drawn[-MUCH:]
        self.terminal.child.setwinsize(24 + MORE, 80)
        while f"\x1b[{24 + MORE};".encode() not in drawn:
            assert select.select([self._line], [], [], PATIENCE)[0], f"nothing is drawn any more: {drawn[-500:]!r}"
            read = os.read(self._line, 65536)
            drawn, self.drawn = drawn[-9:] + read, self.drawn[-MUCH:] + read
        self.terminal.child.setwinsize(24, 80)
        return time.monotonic() - started

    def status(self) -> int:
        """How the program has ended: its exit status, or minus the signal."""
        child = self.terminal.child
        child.wait()
        return child.exitstatus if child.exitstatus is not None else -child.signalstatus

    def close(self) -> None:
        """End the program."""
        if self.terminal.child.isalive():
            self.terminal.child.kill(signal.SIGKILL)
            self.terminal.child.wait()


def noise(luck: random.Random) -> bytes:
    """One input."""
    if luck.randrange(4):
        keys = as_bytes(luck, mutated(luck, "".join(luck.choices(KEYS, k=3))))
    else:
        keys = luck.randbytes(luck.randint(1, 40))
    return bytes(byte for byte in keys if byte not in LEAVING)


def campaign(folder: Path, seed: int, count: int) -> float:
    """Type so many inputs, then 10 MB at once; the longest time for a look.

    Raises:
        AssertionError: The program is gone, shows an error, or does not draw any more.
    """
    luck, typist, longest = random.Random(seed), Typist(folder), 0.0
    try:
        for first in range(0, count, PORTION):
            keys = b"".join(noise(luck) for _ in range(PORTION))
            try:
                typist.type(keys)
                longest = max(longest, typist.looks())
            except OSError:  # it has gone: noise may say so, too, as the palette's 'quit'
                drawn, status = typist.drawn[-MUCH:], typist.status()
                assert status == 0, f"seed {seed}, input {first} and following: status {status}, {drawn!r}"
                typist = Typist(folder)
            assert b"Traceback" not in typist.drawn, (
                f"seed {seed}, input {first} and following: {typist.drawn[-MUCH:]!r}"
            )
        typist.type(PASTE)
        return max(longest, typist.looks())
    finally:
        typist.close()


def main() -> None:
    """Run the campaign."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        longest = campaign(Path(name), chosen.seed, chosen.count)
    sys.stdout.write(f"{chosen.count} inputs and a paste of 10 MB; the longest look took {longest:.2f} s\n")


if __name__ == "__main__":
    main()
