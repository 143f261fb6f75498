"""A million inputs that nobody meant: `python -m tests.campaigns.fuzz --count 1000000`.

Each input comes from its number and the seed alone; a finding prints both, and `--first N --count 1` repeats it.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaigns.doors import DOORS
from tests.campaigns.guard import Guard, no_hang
from tests.campaigns.telling import told
from tui_dl.engine.problem import Problem

SAY_EVERY = 50_000


def campaign(guard: Guard, folder: Path, seed: int, numbers: range) -> tuple[Counter[str], list[str]]:
    """Try every number; how many inputs each door had (and refused), and what was found."""
    counted: Counter[str] = Counter()
    found: list[str] = []
    names = [name for name, (share, _) in DOORS.items() for _ in range(share)]
    for number in numbers:
        luck = random.Random(f"{seed}/{number}")
        name = luck.choice(names)
        counted[name] += 1
        try:
            with guard.watching(), no_hang(f"{name} {number}"):
                _one(name, luck, folder, counted)
        except Exception:  # noqa: BLE001  whatever it is, it is a finding
            found.append(f"{name}, seed {seed}, number {number}:\n{traceback.format_exc()}")
        if guard.touched:
            found.append(f"{name}, seed {seed}, number {number}: {guard.touched}")
            guard.touched = []
        if number % SAY_EVERY == SAY_EVERY - 1:
            logging.getLogger(__name__).info("%d inputs, %d findings", number + 1, len(found))
    return counted, found


def _one(name: str, luck: random.Random, folder: Path, counted: Counter[str]) -> None:
    try:
        DOORS[name][1](luck, folder)
    except Problem as problem:
        told(problem)
        counted[f"{name} refused"] += 1


def main() -> None:
    """Run the campaign; a finding makes it fail."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        os.environ["TUI_DL_HOME"] = str(Path(name) / "home")
        os.chdir(name)
        started = time.monotonic()
        numbers = range(chosen.first, chosen.first + chosen.count)
        counted, found = campaign(Guard(Path(name)), Path(name), chosen.seed, numbers)
        took = time.monotonic() - started
    for door in DOORS:
        sys.stdout.write(f"{door:<12} {counted[door]:>8} inputs {counted[f'{door} refused']:>8} refused\n")
    sys.stdout.write(f"{chosen.count} inputs, {took:.0f} s, {len(found)} findings\n")
    sys.stdout.write("\n".join(found[:20]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
