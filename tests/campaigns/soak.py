"""A soak: `python -m tests.campaigns.soak --seconds 86400`.

One program, a learner who never stops: trains, turns a knob, reads, asks for a hint, fits the classical methods, leaves
the lesson and comes back. Once it has warmed up, memory and files must stay flat; how they lean is said per hour.
"""

from __future__ import annotations

import argparse
import os
import select
import sys
import time
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.campaigns.thirty import megabytes
from tests.terminal.terminal import Terminal

TRAINING = (b"r", b" ", b"v", b"+", b"r", b"v")
READING = (b"b", b"n", b"h", b"p", b"m", b"m", b"\x1b", b"\r")  # what opens and closes things
BETWEEN = 0.5  # seconds
ROUND = (*TRAINING * 4, *READING)
WARM = 0.4  # share of the time after which nothing may grow any more
SAMPLES = 100
MOST_GROWTH, MOST_BYTES = 12.0, 100_000  # megabytes; bytes of all files
HOUR = 3600.0


class Held(NamedTuple):
    """What the program and its children held at one moment."""

    seconds: float
    megabytes: float
    bytes: int


def held(pid: int, home: Path, seconds: float) -> Held:
    """Proportional memory of the program with all its children, and the size of all its files."""
    return Held(seconds, megabytes([pid]), sum(path.stat().st_size for path in home.rglob("*") if path.is_file()))


def soak(seconds: float, home: Path, keys: tuple[bytes, ...] = ROUND) -> list[Held]:
    """What was held from when it was warm to the end, at even times; the learner presses `keys` over and over.

    Raises:
        AssertionError: The program has ended, or its screen stands still.
    """
    terminal = Terminal(home, "--lang", "en", "--lesson", "layer")
    try:
        terminal.wait("step ")
        line, began, pressed, drawn, seen = terminal.child.child_fd, time.monotonic(), 0, 0, []
        every = (1 - WARM) * seconds / SAMPLES
        os.write(line, b"n]]")
        while (now := time.monotonic() - began) < seconds:
            os.write(line, keys[pressed % len(keys)])
            pressed, drawn = pressed + 1, drawn + _read(line, BETWEEN)
            if pressed % len(keys) == 0:
                assert drawn, f"nothing was drawn in the round before key {pressed}"
                drawn = 0
            if now >= WARM * seconds + every * len(seen):
                seen.append(held(terminal.child.pid, home, now))
        assert terminal.child.isalive()
        return [*seen, held(terminal.child.pid, home, seconds)]
    finally:
        terminal.child.close(force=True)


def _read(line: int, seconds: float) -> int:
    """Bytes drawn so long."""
    count, until = 0, time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([line], [], [], left)[0]:
            count += len(os.read(line, 65536))
    return count


def peaks(seen: list[Held]) -> tuple[float, float]:
    """The most megabytes in the earlier and in the later half: children that come and go are in both."""
    half = len(seen) // 2
    return max(one.megabytes for one in seen[:half]), max(one.megabytes for one in seen[half:])


def grew(seen: list[Held]) -> bool:
    """Whether the later half holds more than the earlier, or the files are too large."""
    earlier, later = peaks(seen)
    return later > earlier + MOST_GROWTH or seen[-1].bytes > MOST_BYTES


def main() -> None:
    """Soak, and fail where something grew."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=86_400.0)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        seen = soak(chosen.seconds, Path(name))
    times = [one.seconds / HOUR for one in seen]
    memory = linear_regression(times, [one.megabytes for one in seen]).slope
    files = linear_regression(times, [float(one.bytes) for one in seen]).slope
    sys.stdout.write(
        f"{chosen.seconds:.0f} s: at most {peaks(seen)[0]:.1f} MB, later {peaks(seen)[1]:.1f} MB, "
        f"leaning {memory:+.2f} MB an hour; "
        f"files {seen[0].bytes} to {seen[-1].bytes} bytes, leaning {files:+.0f} an hour\n"
    )
    sys.exit(grew(seen))


if __name__ == "__main__":
    main()
