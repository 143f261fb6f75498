"""A soak: `python -m tests.campaigns.soak --seconds 86400`.

One program, a learner who never stops: trains, turns a knob, reads, asks for a hint, fits the classical methods, leaves
the lesson and comes back. Once it has warmed up, the memory of each process and the files must stay flat; how they lean
is said per hour. It is looked at after whole rounds of keys alone, so that like is compared with like.
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

from tests.campaigns.held import HOUR, Held, held, leaning, names, peaks
from tests.terminal.terminal import Terminal

TRAINING = (b"r", b" ", b"v", b"+", b"r", b"v")
READING = (b"b", b"n", b"h", b"p", b"m", b"m", b"\x1b", b"\r")  # what opens and closes things
BETWEEN = 0.5  # seconds
ROUND = (*TRAINING * 4, *READING)
WARM = 0.4  # share of the time after which nothing may grow any more
MOST_GROWTH, MOST_BYTES = 12.0, 100_000  # megabytes; bytes of all files


def soak(seconds: float, home: Path, keys: tuple[bytes, ...] = ROUND, log: Path | None = None) -> list[Held]:
    """What was held after each round, from the beginning; the learner presses `keys` over and over.

    Raises:
        AssertionError: The program has ended, or its screen stands still.
    """
    terminal = Terminal(home, "--lang", "en", "--lesson", "layer")
    try:
        terminal.wait("step ")
        line, began, pressed, drawn, seen = terminal.child.child_fd, time.monotonic(), 0, 0, []
        os.write(line, b"n]]")
        while (now := time.monotonic() - began) < seconds:
            os.write(line, keys[pressed % len(keys)])
            pressed, drawn = pressed + 1, drawn + _read(line, BETWEEN)
            if pressed % len(keys) == 0:
                assert drawn, f"nothing was drawn in the round before key {pressed}"
                drawn = 0
                seen.append(held(terminal.child.pid, home, now))
                _write(log, seen[-1])
        assert terminal.child.isalive()
        return seen
    finally:
        terminal.child.close(force=True)


def _write(log: Path | None, one: Held) -> None:
    """A line of the log."""
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            parts = " ".join(f"{name}={held:.2f}" for name, held in sorted(one.megabytes.items()))
            file.write(f"{one.seconds:.0f} s {parts} files={one.bytes}\n")


def _read(line: int, seconds: float) -> int:
    """Bytes drawn so long."""
    count, until = 0, time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([line], [], [], left)[0]:
            count += len(os.read(line, 65536))
    return count


def warm(seen: list[Held]) -> list[Held]:
    """What was held once the program had warmed up."""
    return [one for one in seen if one.seconds >= WARM * seen[-1].seconds]


def grew(seen: list[Held]) -> list[str]:
    """Whose later half holds more than the earlier, and the files if they are too large."""
    found = [name for name in names(seen) if peaks(seen, name)[1] > peaks(seen, name)[0] + MOST_GROWTH]
    return [*found, *(["files"] if seen[-1].bytes > MOST_BYTES else [])]


def main() -> None:
    """Soak, and fail where something grew."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=86_400.0)
    options.add_argument("--stays", action="store_true", help="in one step, training, without leaving the lesson")
    options.add_argument("--log", type=Path, help="a file that gets what was held, a line a round")
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        seen = soak(chosen.seconds, Path(name), TRAINING if chosen.stays else ROUND, chosen.log)
    flat = warm(seen)
    for name in names(flat):
        earlier, later = peaks(flat, name)
        lean = leaning(flat, name)
        sys.stdout.write(f"{name:<16} at most {earlier:.1f} MB, later {later:.1f} MB, leaning {lean:+.2f} MB an hour\n")
    files = linear_regression([one.seconds / HOUR for one in flat], [float(one.bytes) for one in flat]).slope
    sys.stdout.write(f"files            {flat[0].bytes} to {flat[-1].bytes} bytes, leaning {files:+.0f} an hour\n")
    sys.stdout.write(f"{chosen.seconds:.0f} s, {len(seen)} rounds; growing: {', '.join(grew(flat)) or 'nothing'}\n")
    sys.exit(bool(grew(flat)))


if __name__ == "__main__":
    main()
