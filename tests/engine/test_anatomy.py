"""A step taken apart: its arrays obey their formulas, its gradients are slopes, and training does not notice."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.engine.test_gradients import trainer_of
from tui_dl.engine.anatomy import Nudges, take_apart
from tui_dl.engine.network import Network
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

LOSSES = ["mse", "mae", "binary_cross_entropy", "softmax_cross_entropy"]


def trainer_in_float32(**recipe) -> Trainer:
    rng = np.random.default_rng(3)
    network = Network([2, 4, 3, 1], ["tanh", "relu"])
    network.initialize("auto", rng)
    inputs, targets = rng.normal(size=(10, 2)), rng.integers(0, 2, 10)
    batches, drops = np.random.default_rng(1), np.random.default_rng(2)
    made = Recipe(batch_size=4, **recipe)
    return Trainer(network, "binary_cross_entropy", inputs, targets, made, batch_rng=batches, dropout_rng=drops)


@pytest.mark.parametrize("recipe", [{}, {"l1": 0.01, "l2": 0.1}, {"dropout": 0.4}, {"positive_weight": 3.0}], ids=str)
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "momentum"])
def test_a_run_that_is_taken_apart_is_the_same_run(optimizer: str, recipe: dict[str, float]) -> None:
    plain, watched = (trainer_in_float32(optimizer=optimizer, **recipe) for _ in range(2))
    losses = [plain.run(1)[0] for _ in range(8)]
    taken = [take_apart(watched) for _ in range(8)]
    assert [step.loss for step in taken] == losses
    assert watched.network.parameters.tobytes() == plain.network.parameters.tobytes()
    assert (taken[-1].after == plain.network.parameters).all()
    assert (taken[3].before == taken[2].after).all()


@pytest.mark.parametrize("penalty", [{}, {"l1": 0.01, "l2": 0.05}, {"dropout": 0.4}], ids=str)
@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_are_what_nudging_finds(loss: str, penalty: dict[str, float]) -> None:
    trainer = trainer_of("tanh", loss, [3, 2], 11, **penalty)
    step = take_apart(trainer)
    nudges = Nudges(trainer, step)
    found = np.array([nudges.slope(index) for index in range(len(step.gradients))])
    np.testing.assert_allclose(found, step.gradients, atol=2e-8)
    assert nudges.loss(0, 0.0) == pytest.approx(step.loss + step.penalty)
    assert trainer.network.parameters.tobytes() == step.after.tobytes()


@pytest.mark.parametrize("loss", LOSSES)
def test_every_array_obeys_its_formula(loss: str) -> None:
    trainer = trainer_of("tanh", loss, [3, 2], 5)
    trainer.change(Recipe(optimizer="sgd", learning_rate=0.5, batch_size=100))
    step = take_apart(trainer)
    of = {piece.name: piece.values for piece in (*step.forward, *step.backward)}
    matrices = _matrices(step.before, trainer.network.sizes)
    below = of["x"]
    for number, matrix in enumerate(matrices, start=1):
        np.testing.assert_allclose(of[f"z{number}"], matrix[:, :-1] @ below + matrix[:, -1:])
        below = np.tanh(of[f"z{number}"])
        if number < len(matrices):
            np.testing.assert_allclose(of[f"a{number}"], below)
    error, count = of["p"] - of["y"], step.rows
    top = {"mse": 2 * error, "mae": np.sign(error)}.get(loss, error) / count
    np.testing.assert_allclose(of["dz3"], top, atol=1e-12)
    np.testing.assert_allclose(of["dz2"], (matrices[2][:, :-1].T @ of["dz3"]) * (1 - of["a2"] ** 2), atol=1e-12)
    np.testing.assert_allclose(of["dW2"], of["dz2"] @ np.vstack([of["a1"], np.ones(count)]).T, atol=1e-12)
    np.testing.assert_allclose(of["dW1"], of["dz1"] @ np.vstack([of["x"], np.ones(count)]).T, atol=1e-12)
    flat = np.concatenate([of[f"dW{number}"].ravel() for number in (1, 2, 3)])
    np.testing.assert_allclose(step.gradients, flat)
    np.testing.assert_allclose(step.after, step.before - 0.5 * step.gradients)
    assert all(piece.formula for piece in step.backward)


def _matrices(flat, sizes):
    found, start = [], 0
    for inputs, units in itertools.pairwise(sizes):
        found.append(flat[start : start + units * (inputs + 1)].reshape(units, inputs + 1))
        start += units * (inputs + 1)
    return found


def test_the_worked_example_number_by_number() -> None:
    """One input 2, weight 0.5, bias 0.1, target 1, MSE, rate 0.1: 1.1, loss 0.01, slope 0.4, weight 0.46."""
    network = Network([1, 1], [], np.float64)
    network.parameters[:] = [0.5, 0.1]
    rng = np.random.default_rng(0)
    recipe = Recipe(optimizer="sgd", learning_rate=0.1)
    trainer = Trainer(network, "mse", np.array([[2.0]]), np.array([1.0]), recipe, batch_rng=rng, dropout_rng=rng)
    step = take_apart(trainer)
    assert [piece.name for piece in step.forward] == ["x", "z1", "p", "y"]
    assert [piece.values.item() for piece in step.forward] == pytest.approx([2.0, 1.1, 1.1, 1.0])
    assert step.loss == pytest.approx(0.01)
    np.testing.assert_allclose(step.gradients, [0.4, 0.2])
    np.testing.assert_allclose(step.after, [0.46, 0.08])
    assert step.new_loss == pytest.approx(0.0)


def test_a_search_has_no_gradients_to_show() -> None:
    assert take_apart(trainer_in_float32(optimizer="random")) is None
