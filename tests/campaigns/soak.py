"""A soak: `python -m tests.campaigns.soak --seconds 86400`.

One program, a learner who never stops training; memory and files must stay flat once it has warmed up.
"""

from __future__ import annotations

import argparse
import os
import select
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaigns.thirty import megabytes
from tests.terminal.terminal import Terminal

KEYS = (b"r", b" ", b"v", b"+", b"r", b"v")
WARM = 0.4  # share of the time after which nothing may grow any more
MOST_GROWTH, MOST_BYTES = 12.0, 100_000  # megabytes; bytes of all files


def soak(seconds: float, home: Path) -> tuple[float, float, int]:
    """Megabytes when warm, megabytes at the end, bytes of all files at the end."""
    terminal = Terminal(home, "--lang", "en", "--lesson", "layer")
    try:
        terminal.wait("step ")
        line, began, warm, pressed = terminal.child.child_fd, time.monotonic(), 0.0, 0
        os.write(line, b"n]]")
        while (now := time.monotonic() - began) < seconds:
            os.write(line, KEYS[pressed % len(KEYS)])
            pressed += 1
            until = time.monotonic() + 0.5
            while time.monotonic() < until:
                if select.select([line], [], [], 0.1)[0]:
                    os.read(line, 65536)
            if not warm and now > WARM * seconds:
                warm = megabytes([terminal.child.pid])
        held = megabytes([terminal.child.pid])
        assert terminal.child.isalive()
        return warm, held, sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    finally:
        terminal.child.close(force=True)


def main() -> None:
    """Soak, and fail where something grew."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=86_400.0)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        warm, held, size = soak(chosen.seconds, Path(name))
    sys.stdout.write(f"{chosen.seconds:.0f} s: {warm:.1f} MB warm, {held:.1f} MB at the end, {size} bytes of files\n")
    sys.exit(held > warm + MOST_GROWTH or size > MOST_BYTES)


if __name__ == "__main__":
    main()
