"""Thirty learners on one machine: `python -m tests.campaigns.thirty --fitting 0 2 30` prints the sizing table.

Real programs in pseudo-terminals of 80x24, each with a scripted learner who goes on, trains at the usual pace, and goes
back, with a pause of half a second to three before each key; so many of them fit the classical methods, over and over.
Printed: from a key to the words on the screen that it asks for, median and 95th percentile; how many keys the learner
with the fewest got in, of the mean; and the memory of all processes together (the sum of proportional set sizes).
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import random
import select
import signal
import statistics
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaigns.held import family, size
from tests.terminal.terminal import Terminal

KEYS = {"n": b"step 2", " ": b"running", "p": b"step 1"}  # and what each of them brings to the screen
THINKING = (0.5, 3.0)  # seconds between two keys of a learner
FIT, AGAIN = b"b", 20.0  # the key that fits the classical methods; seconds until it is pressed again
WEIGHED = 10.0  # seconds between two looks at the memory: looking costs time, too
LONGEST = 10.0
HEADING = ("fitting", "keys", "median ms", "95 % ms", "fewest keys, of the mean", "memory MB", "load before")


class Pupil(threading.Thread):
    """Presses keys and measures how long the screen takes to show what they ask for."""

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
        fitted = float("-inf")
        for key, brings in itertools.cycle(KEYS.items()):
            if self._rests():
                return
            self._takes(key, brings)
            if self._fits and key == " " and time.monotonic() - fitted > AGAIN:
                os.write(self._line, FIT)
                fitted = time.monotonic()

    def _rests(self) -> bool:
        """Think for a while, and look on; whether it is over."""
        until = time.monotonic() + self._luck.uniform(*THINKING)
        while (left := until - time.monotonic()) > 0 and not self.over.is_set():
            if select.select([self._line], [], [], min(left, 0.5))[0]:
                os.read(self._line, 65536)
        return self.over.is_set()

    def _takes(self, key: str, brings: bytes) -> None:
        started, read = time.monotonic(), b""
        os.write(self._line, key.encode())
        while brings not in read and time.monotonic() - started < LONGEST:
            if select.select([self._line], [], [], LONGEST)[0]:
                read += os.read(self._line, 65536)
        self.took.append(time.monotonic() - started)

    def close(self) -> None:
        """End the program, and wait until it has."""
        self.over.set()
        self.join()
        self.terminal.child.kill(signal.SIGKILL)
        self.terminal.child.wait()
        self.terminal.child.close()


def megabytes(roots: list[int]) -> float:
    """Proportional set size of these processes and all that they started."""
    return sum(size(pid, "Pss") for pid in family(roots))


def lesson(learners: int, seconds: float, fitting: int, folder: Path) -> dict[str, float]:
    """So many learners for so long; what was measured."""
    pupils = [Pupil(folder / str(number), number, fits=number < fitting) for number in range(learners)]
    for pupil in pupils:
        pupil.start()
    most, until = 0.0, time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(WEIGHED, left))
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


def row(fitting: int, load: float, found: dict[str, float]) -> str:
    """A row of the sizing table, as Markdown."""
    cells = (f"{found['keys']:.0f}", f"{found['median_ms']:.0f}", f"{found['p95_ms']:.0f}")
    rest = (f"{found['fewest_of_mean']:.2f}", f"{found['megabytes']:.0f}", f"{load:.1f}")
    return f"| {' | '.join((str(fitting), *cells, *rest))} |"


def machine() -> str:
    """Where and when this is measured, in a line."""
    told = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    when = datetime.now(UTC).date().isoformat()
    cores = f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"
    return f"{cores}, {memory:.0f} GB, Python {platform.python_version()}, {when}"


def main() -> None:
    """Measure, and print the sizing table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=30)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--fitting", type=int, nargs="+", default=[2], help="how many of them fit; a row for each")
    chosen = options.parse_args()
    sys.stdout.write(f"{chosen.learners} learners for {chosen.seconds:.0f} s each; {machine()}\n\n")
    sys.stdout.write(f"| {' | '.join(HEADING)} |\n{'|---' * len(HEADING)}|\n")
    for fitting in chosen.fitting:
        load = os.getloadavg()[0]
        with TemporaryDirectory() as name:
            found = lesson(chosen.learners, chosen.seconds, fitting, Path(name))
        sys.stdout.write(f"{row(fitting, load, found)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
