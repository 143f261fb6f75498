"""Where the time of a NumPy step goes: each of its calls by itself, over and over, with its arrays in the cache."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import peers  # first: it sets the number of threads before NumPy is imported
from peers import Case, np

if TYPE_CHECKING:
    from collections.abc import Callable

CASE = Case((2, 8, 8, 1), "tanh", 500, 32, "adam", 0.001)
TIMES, BEST_OF = 2000, 9


def cost(call: Callable[[], object]) -> float:
    """Microseconds of the processor, the loop's own taken off."""
    found = []
    for _ in range(BEST_OF):
        start = time.process_time()
        for _ in range(TIMES):
            call()
        whole = time.process_time() - start
        start = time.process_time()
        for _ in range(TIMES):
            pass
        found.append(whole - (time.process_time() - start))
    return min(found) / TIMES * 1e6


def lines() -> list[str]:
    """The profile of one step of `CASE`."""
    trainer = peers.trainer_of(CASE)
    trainer.run(CASE.steps)
    trainer.run(1)
    passes, batch = trainer.at_work
    optimizer, measure = trainer.optimizer, passes.measure
    dots = [call for call in (*passes.upward, *passes.downward) if call.func.__name__ == "dot"]
    others = [call for call in passes.upward if call not in dots]
    back = [call for call in passes.downward if call not in dots]
    spread = [
        ("matrix products: 3 forward, 5 back", 8, sum(map(cost, dots))
         + cost(lambda: passes.weigh_first(batch.columns, passes.first_sums))
         + cost(lambda: passes.learn_first(batch.rows, passes.first_gradient))),
        ("activations", len(others), sum(map(cost, others))),
        ("loss and its slope", 6, cost(lambda: measure(passes.outputs, batch.targets, passes.deltas))),
        ("slopes of activations, chain rule", len(back) + 1, sum(map(cost, back))),
        ("Adam", len(optimizer.calls), cost(lambda: optimizer.step(0.0))),
    ]  # fmt: skip
    told = statistics.median(_whole(trainer) for _ in range(BEST_OF))
    known = sum(took for _, _, took in spread)
    order = cost(lambda: trainer.batch_rng.permutation(CASE.rows)) / CASE.steps
    taken = cost(lambda: np.take(trainer._rows, np.arange(CASE.rows), 0)) / CASE.steps
    spread += [
        ("an epoch's order of rows and its copy, for one step", 3, order + taken),
        ("Python between them: the loop, the test for divergence, an epoch's end", 0, told - known - order - taken),
    ]
    made = ["| 2-8-8-1, batch 32, Adam | NumPy calls | µs a step | share |", "|---|---|---|---|"]
    for name, calls, took in spread:
        made.append(f"| {name} | {calls or '–'} | {took:.1f} | {took / told:.0%} |")
    return [*made, f"| a whole step | {sum(calls for _, calls, _ in spread)} | {told:.1f} | 100% |"]


def _whole(trainer: peers.Trainer) -> float:
    """Microseconds a step, of whole epochs."""
    start = time.process_time()
    for _ in range(20):
        trainer.run(CASE.steps)
    return (time.process_time() - start) / 20 / CASE.steps * 1e6
