"""What do many networks at once cost? A stack of 16 against one network by itself, whole epochs with shuffling.

    python tests/benchmarks/stack.py [--rounds 25]

Rounds are interleaved; times are of the processor, not of the clock, so that neighbours disturb less; ratios are
of the best round of each. The exit code is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is imported

import numpy as np  # noqa: E402  # after the threads

from tui_dl.engine.network import Network  # noqa: E402
from tui_dl.engine.recipe import Recipe  # noqa: E402
from tui_dl.engine.sweep import Entry, Stack  # noqa: E402
from tui_dl.engine.training import Trainer  # noqa: E402

TOGETHER, EPOCHS = 16, 4
SHAPES = [((2, 8, 8, 1), "tanh", 500), ((2, 16, 16, 3), "tanh", 500), ((4, 10, 3), "tanh", 120)]
GOALS = {10: 3.5, 32: 5.0}


def entries(sizes: tuple[int, ...], activation: str, rows: int, recipe: Recipe) -> list[Entry]:
    """Networks of one kind with weights, rows and order of their own."""
    made = []
    for number in range(TOGETHER):
        rng = np.random.default_rng(number)
        network = Network(sizes, [activation] * (len(sizes) - 2))
        network.initialize("auto", rng)
        inputs, targets = rng.normal(size=(rows, sizes[0])), rng.integers(0, max(2, sizes[-1]), rows)
        made.append(Entry(network, inputs, targets, recipe, rng))
    return made


def ratio(sizes: tuple[int, ...], activation: str, rows: int, recipe: Recipe, rounds: int) -> tuple[float, float]:
    """Microseconds a step of the stack, and how many single steps that is."""
    loss = "binary_cross_entropy" if sizes[-1] == 1 else "softmax_cross_entropy"
    all_of_them = entries(sizes, activation, rows, recipe)
    stack, one = Stack(loss, all_of_them), all_of_them[0]
    rngs = {"batch_rng": np.random.default_rng(1), "dropout_rng": np.random.default_rng(2)}
    single = Trainer(one.network, loss, one.inputs, one.targets, recipe, **rngs)
    best = [float("inf")] * 2
    for _ in range(rounds):
        for place, epoch in enumerate((stack.run_epoch, lambda: single.run(10**6))):
            start = time.process_time()
            for _ in range(EPOCHS):
                epoch()
            best[place] = min(best[place], (time.process_time() - start) / EPOCHS)
    return best[0] / -(-rows // recipe.batch_size) * 1e6, best[0] / best[1]


def lines(rounds: int) -> list[str]:
    """The table."""
    made = [
        "| network | batch | optimizer | stack of 16, µs a step | single steps | goal |",
        "|---|---|---|---|---|---|",
    ]
    for sizes, activation, rows in SHAPES:
        for batch, goal in GOALS.items():
            for optimizer in ("adam", "sgd"):
                cost, steps = ratio(sizes, activation, rows, Recipe(optimizer, 0.01, batch), rounds)
                name = f"| {'-'.join(map(str, sizes))} | {batch} | {optimizer} "
                met = "met" if steps <= goal else "missed"
                made.append(f"{name}| {cost:.1f} | {steps:.2f} | ≤ {goal:g} {met} |")
    return made


def main() -> int:
    """Measure and print; the exit code tells whether all goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=25)
    told = lines(parser.parse_args().rounds)
    sys.stdout.write("\n".join(told) + "\n")
    return int(any("missed" in line for line in told))


if __name__ == "__main__":
    sys.exit(main())
