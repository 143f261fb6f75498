"""Data at the edge of sense: what happens with each is defined."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.data.dataset import scaler
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.metrics import scores
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS, TINY
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer


def trainer_of(
    inputs, targets, recipe: Recipe, loss: str = "binary_cross_entropy", activation="tanh", dtype=np.float32
):
    outputs = 3 if loss == "softmax_cross_entropy" else 1
    network = Network([inputs.shape[1], 5, outputs], [activation], dtype)
    network.initialize("auto", np.random.default_rng(1))
    rngs = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
    with np.errstate(all="ignore"):
        return Trainer(network, loss, inputs, targets, recipe, **rngs)


def some(rows: int = 12) -> np.ndarray:
    return np.random.default_rng(5).normal(size=(rows, 2))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", LOSSES)
def test_one_row_is_an_epoch_of_one_step_and_is_learned(loss: str, optimizer: str) -> None:
    trainer = trainer_of(some(1), np.array([1]), Recipe(optimizer, 0.01, 32), loss)
    losses = trainer.run(1)
    for _ in range(60):
        losses += trainer.run(10)
    assert trainer.epoch == trainer.step == 61
    assert losses[-1] < losses[0]


def test_one_class_is_learned_and_its_scores_are_numbers() -> None:
    trainer = trainer_of(some(), np.zeros(12, int), Recipe("adam", 0.1, 4))
    for _ in range(40):
        trainer.run(10)
    found = scores("binary_cross_entropy", trainer.network.outputs(trainer.inputs), np.zeros(12, int))
    assert np.isfinite(list(found.values())).all()
    assert (found["accuracy"], found["precision"], found["recall"], found["f1"]) == (1.0, 0.0, 0.0, 0.0)


def test_a_constant_target_has_no_variance_to_explain() -> None:
    said = np.array([[2.0], [2.0]])
    assert scores("mse", said, np.array([2.0, 2.0]))["r2"] == 1.0
    assert scores("mse", said + 1, np.array([2.0, 2.0]))["r2"] == 0.0


def test_a_constant_column_becomes_zero_and_moves_no_weight() -> None:
    rows = np.column_stack([some()[:, 0], np.full(12, 7.3)])
    shift, scale = scaler(rows)
    prepared = (rows - shift) * scale
    assert (prepared[:, 1] == 0).all()
    trainer = trainer_of(prepared, np.arange(12) % 2, Recipe("adam", 0.1, 4))
    before = trainer.network.layers[0].weights[:, 1].copy()
    trainer.run(10)
    assert (trainer.network.layers[0].weights[:, 1] == before).all()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("size", [1e10, 1e30, 1e300])
def test_huge_values_are_learned_from_or_named_as_a_divergence(loss: str, size: float) -> None:
    for activation in ("relu", "tanh", "gelu"):
        trainer = trainer_of(some() * size, np.arange(12) % 2, Recipe("sgd", 1.0, 4), loss, activation)
        losses: list[float] = []
        try:
            for _ in range(5):
                losses += trainer.run(10)
        except Diverged:
            trainer.restore()
        assert np.isfinite(losses).all()
        assert np.isfinite(trainer.network.parameters).all()


def test_tiny_inputs_are_harmless_and_tiny_moments_are_cleared() -> None:
    trainer = trainer_of(some() * 1e-310, np.arange(12) % 2, Recipe("adam", 0.01, 4), dtype=np.float64)
    for _ in range(5):
        trainer.run(10)
    moments = np.abs(trainer.optimizer.moments)
    assert not ((moments > 0) & (moments < TINY)).any()
    assert np.isfinite(trainer.network.parameters).all()


def test_dead_units_stay_as_they_are() -> None:
    trainer = trainer_of(some(), np.arange(12) % 2, Recipe("sgd", 0.5, 4), activation="relu")
    first, last = trainer.network.layers
    first.biases[:] = -100.0
    before = first.matrix.copy()
    trainer.run(10)
    assert (first.matrix == before).all()
    assert last.biases[0] != 0.0  # what can still learn, learns
