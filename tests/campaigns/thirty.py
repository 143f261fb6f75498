"""Thirty learners on one machine: `python -m tests.campaigns.thirty --learners 30 --seconds 60 --fitting 2`.

Real programs in pseudo-terminals, each with a scripted learner who reads, turns a knob, trains and looks; some fit the
classical methods. Printed: from a key to what it changes on the screen, median and 95th percentile, the slowest
learner's share, and the memory of all processes together (the sum of their proportional set sizes).
"""

from __future__ import annotations

import argparse
import os
import random
import select
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.terminal.terminal import Terminal

KEYS = (
    ("n", True),
    (" ", True),
    ("p", False),
)  # and whether the screen is at rest before, so that the key is what it shows
THINKING = (0.5, 3.0)  # seconds between two keys of a learner
LONGEST = 10.0


class Pupil(threading.Thread):
    """Presses keys and measures how long the screen takes to show that."""

    def __init__(self, home: Path, seed: int, *, fits: bool) -> None:
        super().__init__(daemon=True)
        self._luck, self._fits = random.Random(seed), fits
        self.terminal = Terminal(home, "--lang", "en", "--lesson", "layer")
        self.terminal.wait("step ")
        self._line = self.terminal.child.child_fd
        self.took: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        """Until it is over."""
        if self._fits:
            os.write(self._line, b"nbp")
        pressed = 0
        while not self.over.wait(self._luck.uniform(*THINKING)):
            key, at_rest = KEYS[pressed % len(KEYS)]
            pressed += 1
            while select.select([self._line], [], [], 0)[0]:
                os.read(self._line, 65536)
            started = time.monotonic()
            os.write(self._line, key.encode())
            if select.select([self._line], [], [], LONGEST)[0]:
                os.read(self._line, 65536)
            if at_rest:
                self.took.append(time.monotonic() - started)

    def close(self) -> None:
        """End the program."""
        self.over.set()
        self.join()
        self.terminal.child.close(force=True)


def megabytes(roots: list[int]) -> float:
    """Proportional set size of these processes and all that they started."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(tuple(map(int, line.split())) for line in listing.splitlines())
    family = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for pid in family:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def lesson(learners: int, seconds: float, fitting: int, folder: Path) -> dict[str, float]:
    """So many learners for so long; what was measured."""
    pupils = [Pupil(folder / str(number), number, fits=number < fitting) for number in range(learners)]
    for pupil in pupils:
        pupil.start()
    most, until = 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(min(2.0, seconds))
        most = max(most, megabytes([pupil.terminal.child.pid for pupil in pupils]))
    for pupil in pupils:
        pupil.over.set()
    for pupil in pupils:
        pupil.close()
    took = sorted(one for pupil in pupils for one in pupil.took)
    counts = [len(pupil.took) for pupil in pupils]
    return {
        "keys": len(took),
        "median_ms": 1000 * statistics.median(took),
        "p95_ms": 1000 * took[int(0.95 * (len(took) - 1))],
        "fewest_of_mean": min(counts) / statistics.mean(counts),
        "megabytes": most,
    }


def main() -> None:
    """Measure, and print a row of the sizing table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=30)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--fitting", type=int, default=2)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        found = lesson(chosen.learners, chosen.seconds, chosen.fitting, Path(name))
    row = "  ".join(f"{key} {value:.4g}" for key, value in found.items())
    sys.stdout.write(f"learners {chosen.learners}  fitting {chosen.fitting}  {row}  load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
