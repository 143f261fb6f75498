"""Where the time of a NumPy step goes: each of its calls by itself, over and over, with its arrays in the cache."""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING

import peers  # first: it sets the number of threads before NumPy is imported
from peers import Case, np

from tui_dl.engine.metrics import scores

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = [
    ((2, 8, 8, 1), "tanh", 500, 32),
    ((2, 16, 16, 3), "tanh", 500, 32),
    ((4, 10, 3), "tanh", 120, 16),
    ((30, 16, 1), "relu", 455, 32),
    ((64, 32, 10), "relu", 1437, 32),
    ((784, 128, 10), "relu", 4096, 128),
]
RATES = {"adam": 0.001, "sgd": 0.01}
SECONDS, BEST_OF = 0.004, 9
PARTS = (
    "matrix products", "activations", "loss and its slope", "slopes and chain rule", "optimizer", "shuffling",
    "Python between them", "a step", "an epoch's scores, for one step",
)  # fmt: skip


def cost(call: Callable[[], object]) -> float:
    """Microseconds of the processor, the loop's own taken off."""
    start = time.process_time()
    call()
    times = range(max(3, min(2000, round(SECONDS / max(1e-6, time.process_time() - start)))))
    found = []
    for _ in range(BEST_OF):
        start = time.process_time()
        for _ in times:
            call()
        whole = time.process_time() - start
        start = time.process_time()
        for _ in times:
            pass
        found.append(whole - (time.process_time() - start))
    return max(0.0, min(found)) / len(times) * 1e6


def spread(case: Case) -> list[float]:
    """Microseconds of each of `PARTS`."""
    trainer = peers.trainer_of(case)
    trainer.run(case.steps)
    trainer.run(1)
    passes, batch = trainer.at_work
    dots = [call for call in (*passes.upward, *passes.downward) if call.func.__name__ == "dot"]
    bends = [call for call in passes.upward if call not in dots]
    back = [call for call in passes.downward if call not in dots]
    trainer.run(case.steps)  # to the epoch's end
    order, rows = trainer.batch_rng.permutation(case.rows), trainer._rows
    dealt = np.empty_like(rows)
    parts = [
        sum(map(cost, dots))
        + cost(lambda: passes.weigh_first(batch.columns, passes.first_sums))
        + cost(lambda: passes.learn_first(batch.rows, passes.first_gradient)),
        sum(map(cost, bends)),
        cost(lambda: passes.measure(passes.outputs, batch.targets, passes.deltas)),
        sum(map(cost, back)),
        cost(lambda: trainer.optimizer.step(0.0)),
        (cost(lambda: trainer.batch_rng.permutation(case.rows)) + cost(lambda: np.take(rows, order, 0, dealt, "clip")))
        / case.steps,
    ]
    whole = cost(lambda: trainer.run(case.steps)) / case.steps
    inputs, classes = case.points()
    end = cost(lambda: scores(case.loss, trainer.network.outputs(inputs), classes)) / case.steps
    return [*parts, whole - sum(parts), whole, end]


def lines() -> list[str]:
    """A line a network: microseconds of each part of a step."""
    heads = ("network", "batch", "optimizer", *PARTS)
    made = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for shape, (optimizer, rate) in product(SHAPES, RATES.items()):
        case = Case(*shape, optimizer, rate)
        told = " | ".join(f"{took:.1f}" for took in spread(case))
        made.append(f"| {case.shape} | {case.batch} | {optimizer} | {told} |")
    return made
