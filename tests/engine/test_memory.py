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


@pytest.mark.parametrize("mapped", [True, False])
def test_large_data_is_held_once_or_stays_on_its_disk(tmp_path: Path, *, mapped: bool) -> None:
    """Of a memory map no more than a part is ever read at a time; other rows are copied once."""
    shape = (200_000, 30)
    rows = np.memmap(tmp_path / "rows", np.float64, "w+", shape=shape)
    rows[:] = np.random.default_rng(1).normal(size=shape)
    inputs, targets = rows if mapped else np.array(rows), (rows[:, 0] > 0).astype(np.intp)
    network = Network([30, 1], [])
    rngs = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
    tracemalloc.start()
    try:
        trainer = Trainer(network, "binary_cross_entropy", inputs, targets, Recipe("sgd", 0.1, 32), **rngs)
        held = trainer.targets.nbytes * 2 + (0 if mapped else trainer._rows.nbytes)  # the targets, and as they are met
        part = 31 * 65_536 * 4  # of the rows, to find the loss as training begins
        assert tracemalloc.get_traced_memory()[1] <= 1.2 * (held + part)
        tracemalloc.reset_peak()
        trainer.run(1000)
        assert tracemalloc.get_traced_memory()[1] <= 1.2 * (held + 8 * len(targets))  # and the order of the rows
    finally:
        tracemalloc.stop()
    assert trainer.step == 1000


def test_rows_on_a_disk_teach_what_rows_in_memory_teach(tmp_path: Path) -> None:
    rng, found = np.random.default_rng(1), []
    rows = np.memmap(tmp_path / "rows", np.float64, "w+", shape=(50, 2))
    rows[:] = rng.normal(size=(50, 2))
    for inputs, kind in ((rows, "mapped"), (np.array(rows), "plain")):
        network = Network([2, 4, 3], ["tanh"])
        network.initialize("auto", np.random.default_rng(3))
        rngs = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
        targets = np.arange(50) % 3
        trainer = Trainer(network, "softmax_cross_entropy", inputs, targets, Recipe(batch_size=16), **rngs)
        found.append(trainer.run(99) + trainer.run(99))
        assert isinstance(trainer.inputs, np.memmap) == (kind == "mapped")
    assert found[0] == found[1]
    assert len(found[0]) == 8
