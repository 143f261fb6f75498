"""How fast is a training step? This engine against eager PyTorch, one thread each.

    python tests/benchmarks/engine.py [--rounds 15] [--fused] [--steps]

Rounds are interleaved, so that a busy machine is busy for both; times are medians over rounds of the time of whole
epochs (shuffling and end-of-epoch metrics included) per step, ratios are medians of each round's ratio.
`--fused` gives PyTorch its fused optimizers, which are not its default; `--steps` leaves an epoch's scores out on both
sides (ours tells precision, recall, F1 and calibration, too; PyTorch's side loss and accuracy alone).
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import time
from typing import TYPE_CHECKING

import peers  # first: it sets the number of threads before NumPy is imported
from peers import Case, np, torch

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = [
    *(
        Case((2, 8, 8, 1), "tanh", 500, batch, optimizer, rate)
        for batch in (10, 32)
        for optimizer, rate in (("adam", 0.01), ("sgd", 0.1))
    ),
    Case((2, 16, 16, 3), "tanh", 500, 32),
    Case((4, 10, 3), "tanh", 120, 16),
    Case((30, 16, 1), "relu", 455, 32),
    Case((64, 32, 10), "relu", 1437, 32),
    Case((784, 128, 10), "relu", 4096, 128, rate=0.001),
]
GOALS = {**{case: 30.0 for case in CASES if case.optimizer == "adam" and case.rows <= 500}, CASES[-1]: 1.0}
SECONDS = 0.1  # of each side in one round of one case, about: long enough for caches to be warm again


def timed(epoch: Callable[[], object], epochs: int) -> float:
    """Seconds an epoch."""
    start = time.perf_counter()
    for _ in range(epochs):
        epoch()
    return (time.perf_counter() - start) / epochs


def fitting(epoch: Callable[[], object]) -> int:
    """How many epochs fit into `SECONDS`."""
    timed(epoch, 2)
    return max(1, round(SECONDS / timed(epoch, 2)))


def compare(rounds: int, *, scored: bool = True, **options: bool) -> dict[Case, list[tuple[float, float]]]:
    """For each case and round, microseconds a step: ours and PyTorch's."""
    runs = {case: (peers.ours(case, scored=scored), peers.theirs(case, scored=scored, **options)) for case in CASES}
    counts = {epoch: fitting(epoch) for pair in runs.values() for epoch in pair}
    found: dict[Case, list[tuple[float, float]]] = {case: [] for case in CASES}
    gc.disable()
    for number in range(rounds):
        for case, pair in runs.items():
            took = {epoch: timed(epoch, counts[epoch]) for epoch in (pair if number % 2 else reversed(pair))}
            found[case].append((took[pair[0]] / case.steps * 1e6, took[pair[1]] / case.steps * 1e6))
        gc.collect()
    return found


def table(found: dict[Case, list[tuple[float, float]]]) -> list[str]:
    """Medians, ratios, and whether the goals are met."""
    lines = [
        "| network | batch | optimizer | ours, µs a step | PyTorch, µs a step | ratio | lowest to highest |",
        "|---|---|---|---|---|---|---|",
    ]
    ratios = {case: sorted(theirs / ours for ours, theirs in pairs) for case, pairs in found.items()}
    for case, pairs in found.items():
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        spread = f"{ratios[case][0]:.1f} to {ratios[case][-1]:.1f}"
        middle = statistics.median(ratios[case])
        name = f"| {case.shape} | {case.batch} | {case.optimizer} "
        lines.append(f"{name}| {ours:.1f} | {theirs:.1f} | {middle:.2f} | {spread} |")
    lines.append("")
    for case, wanted in GOALS.items():
        middle = statistics.median(ratios[case])
        met = "pass" if middle >= wanted else "miss"
        name = f"{case.shape}, {case.optimizer}, batch {case.batch}"
        lines.append(f"{met}: {name}: {middle:.2f} times PyTorch's speed (goal: at least {wanted:g})")
    return lines


def main() -> int:
    """Compare, and print; the exit code is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--fused", action="store_true")
    parser.add_argument("--steps", action="store_true")
    given = parser.parse_args()
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}"
    sys.stdout.write(f"{versions}, {given.rounds} rounds{', fused' if given.fused else ''}\n\n")
    lines = table(compare(given.rounds, scored=not given.steps, **({"fused": True} if given.fused else {})))
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(line.startswith("miss") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
