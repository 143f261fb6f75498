"""Faults, one a trial, while a learner is at work: `python -m tests.campaigns.faults --count 1000`.

Most trials run a lesson as plain lines, answer, do what their number says, and look: no answer whose reply was shown is
lost, or it was said that nothing can be saved; no traceback; no process is left; and the next start works. Others do so
with the processes that train, fit and sweep, or with the full-screen program in a pseudo-terminal.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.campaigns.trials import children, disks, lines, screens
from tests.campaigns.trials.learner import Site
from tests.campaigns.trials.starting import Zygote

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(NamedTuple):
    """A fault: what is tried, and how often among a hundred trials, about; what costs seconds comes seldom."""

    trial: Callable[[Site], None]
    share: int


KINDS = {
    "killed": Kind(lines.killed, 14),
    "unwritable home": Kind(lines.unwritable, 6),
    "read-only home": Kind(lines.read_only, 8),
    "two instances": Kind(lines.two, 10),
    "signal storm": Kind(lines.storm, 10),
    "odd files": Kind(lines.odd_files, 14),
    "no locks": Kind(lines.with_fault("no_locks"), 6),
    "slow disk": Kind(lines.with_fault("slow_disk"), 5),
    "clock back": Kind(lines.with_fault("clock_back"), 6),
    "full disk": Kind(disks.full, 8),
    "little memory": Kind(lines.with_fault("little_memory", (2_000, 9_000)), 3),
    "no shared memory": Kind(children.sweep_without("no_shm"), 1),
    "no semaphores": Kind(children.sweep_without("no_semaphores"), 1),
    "trainer killed": Kind(children.trainer_killed, 4),
    "fitter killed": Kind(children.fitter_killed, 1),
    "app killed": Kind(screens.app_killed, 1),
    "dumb terminal": Kind(screens.dumb_terminal, 2),
}
ANEW = 12  # of so many trials one starts its program anew, from the first import on


def order(seed: int, first: int, count: int) -> list[str]:
    """The kinds of these trials: of each its share, mixed by the seed; none is left out of a hundred."""
    deck = [name for name, kind in KINDS.items() for _ in range(kind.share)]
    shuffled: list[str] = []
    for number in range((first + count) // len(deck) + 1):
        shuffled += random.Random(f"{seed}/{number}").sample(deck, len(deck))
    return shuffled[first : first + count]


def campaign(seed: int, first: int, count: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """So many trials, as many at a time as there are processors; how many of each kind, and what was found."""

    def one(number: int, name: str) -> str:
        luck = random.Random(f"{seed}/{number}")
        try:
            KINDS[name].trial(Site(luck, folder / f"home-{number}", zygote, number % ANEW == 0))
        except (AssertionError, OSError) as error:
            return f"seed {seed}, number {number}, {name}: {error!r}"
        return ""

    names = order(seed, first, count)
    with Zygote() as zygote, ThreadPoolExecutor(os.cpu_count()) as trials:
        found = trials.map(one, range(first, first + count), names)
        return Counter(names), [one for one in found if one]


def main() -> None:
    """Run the campaign; a finding makes it fail."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    disks.apart()
    started = time.monotonic()
    with TemporaryDirectory() as name:
        counted, found = campaign(chosen.seed, chosen.first, chosen.count, Path(name))
    for fault, count in sorted(counted.items()):
        sys.stdout.write(f"{fault:<16} {count:>5}\n")
    sys.stdout.write(f"a disk is full by {disks.how()}\n")
    sys.stdout.write(f"{chosen.count} trials, {time.monotonic() - started:.0f} s, {len(found)} findings\n")
    sys.stdout.write("\n".join(found[:20]) + "\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
