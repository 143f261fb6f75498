"""A step works in room made beforehand: it asks for no array memory, and the room does not grow."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

if TYPE_CHECKING:
    from pathlib import Path

NUMPY_DOMAIN = 389047  # where NumPy reports array memory to tracemalloc
ROWS, BATCH, UNITS = 320, 64, 64


def trainer_of(activation: str, recipe: Recipe, outputs: int = 1) -> Trainer:
    rng = np.random.default_rng(1)
    network = Network([2, UNITS, UNITS, outputs], [activation] * 2)
    network.initialize("auto", rng)
    inputs, targets = rng.normal(size=(ROWS, 2)), rng.integers(0, max(outputs, 2), ROWS)
    loss = "binary_cross_entropy" if outputs == 1 else "softmax_cross_entropy"
    return Trainer(network, loss, inputs, targets, recipe, batch_rng=rng, dropout_rng=rng)


def array_bytes() -> int:
    wanted = tracemalloc.DomainFilter(inclusive=True, domain=NUMPY_DOMAIN)
    return sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces([wanted]).traces)


def most_during(trainer: Trainer, steps: int) -> int:
    """Bytes that were asked for beyond what there was, at the worst moment; small objects included."""
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    trainer.run(steps)
    return tracemalloc.get_traced_memory()[1] - before


@pytest.mark.parametrize("outputs", [1, 3])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_step_asks_for_no_array(activation: str, optimizer: str, outputs: int) -> None:
    trainer = trainer_of(activation, Recipe(optimizer, 0.001, BATCH, l1=0.001, l2=0.001), outputs)
    trainer.run(ROWS)
    trainer.run(2)
    smallest = UNITS * BATCH * 4  # bytes of one array of a hidden layer
    tracemalloc.start()
    try:
        trainer.run(1)
        before = array_bytes()
        assert most_during(trainer, 1) < smallest
        assert array_bytes() == before
    finally:
        tracemalloc.stop()


def test_ten_thousand_steps_leave_nothing_behind() -> None:
    trainer = trainer_of("tanh", Recipe(batch_size=BATCH))
    trainer.run(ROWS)
    tracemalloc.start()
    try:
        trainer.run(ROWS)
        before = array_bytes()
        while trainer.step < 10_000:
            trainer.run(ROWS)
        assert array_bytes() == before
    finally:
        tracemalloc.stop()


def test_large_data_is_copied_once_and_a_step_costs_no_more_of_it(tmp_path: Path) -> None:
    """The rows may be a memory map: what is held is one copy in the network's own precision, and the batches' room."""
    shape = (100_000, 30)
    mapped = np.memmap(tmp_path / "rows", np.float64, "w+", shape=shape)
    mapped[:] = np.random.default_rng(1).normal(size=shape)
    targets = (mapped[:, 0] > 0).astype(np.intp)
    network = Network([30, 1], [])
    rngs = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
    tracemalloc.start()
    try:
        trainer = Trainer(network, "mse", mapped, targets, Recipe("sgd", 0.01, 32), **rngs)
        _, peak = tracemalloc.get_traced_memory()
        held = trainer._rows.nbytes + trainer.targets.nbytes
        assert peak <= 1.2 * held
        tracemalloc.reset_peak()
        trainer.run(1000)
        assert tracemalloc.get_traced_memory()[1] <= 1.2 * (held + 8 * len(targets))  # and the order of the rows
    finally:
        tracemalloc.stop()
    assert trainer.step == 1000
