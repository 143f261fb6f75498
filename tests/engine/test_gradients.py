"""Backpropagation against central differences, in float64, over random networks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.batches import Batches
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.network import Network
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

STEP = 1e-6
KINKED = {"relu", "leaky_relu"}


def trainer_of(activation: str, loss: str, hidden: list[int], seed: int, **penalty: float) -> Trainer:
    rng = np.random.default_rng(seed)
    outputs = 3 if loss == "softmax_cross_entropy" else 1
    rows = int(rng.integers(2, 7))
    network = Network([2, *hidden, outputs], [activation] * len(hidden), np.float64)
    network.initialize("auto", rng)
    network.parameters += rng.normal(0, 0.1, network.parameters.shape)
    inputs = rng.normal(size=(rows, 2))
    targets = rng.normal(size=rows) if loss in {"mse", "mae"} else rng.integers(0, max(outputs, 2), rows)
    recipe = Recipe(batch_size=rows, **penalty)
    return Trainer(network, loss, inputs, targets, recipe, batch_rng=rng, dropout_rng=np.random.default_rng(7))


def objective(trainer: Trainer, passes, batch) -> float:
    return passes.forward(batch) + trainer.penalty()


@pytest.mark.parametrize("penalty", [{}, {"l1": 0.01}, {"l2": 0.05}, {"dropout": 0.4}], ids=str)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(hidden=st.lists(st.integers(1, 5), max_size=3), seed=st.integers(0, 10_000))
def test_gradients_are_the_slopes_of_the_objective(activation, loss, penalty, hidden, seed) -> None:
    trainer = trainer_of(activation, loss, hidden, seed, **penalty)
    parameters = trainer.network.parameters
    batch = next(Batches(trainer._rows, trainer._encoded, len(trainer.inputs)).deal(np.arange(len(trainer.inputs))))
    passes = trainer.passes_for(batch)
    value = objective(trainer, passes, batch)
    near = min((float(np.abs(stage.sums).min()) for stage in passes.hidden), default=1.0)
    if activation in KINKED and near < 1e-4:
        return  # a kink within reach of the difference: the slope is not defined there
    if loss == "mae" and np.abs(passes.outputs - batch.targets).min() < 1e-4:
        return
    if "l1" in penalty and np.abs(parameters).min() < 1e-4:
        return
    passes.backward(batch)
    trainer._penalty.add_gradients()
    analytic = trainer.network.gradients.copy()
    central = np.empty_like(analytic)
    for index in range(len(parameters)):
        kept = parameters[index]
        parameters[index] = kept + STEP
        up = objective(trainer, passes, batch)
        parameters[index] = kept - STEP
        central[index] = (up - objective(trainer, passes, batch)) / (2 * STEP)
        parameters[index] = kept
    scale = max(np.linalg.norm(analytic), 0.01 * max(1.0, value))
    assert np.linalg.norm(analytic - central) / scale <= 1e-6


def test_one_step_by_hand() -> None:
    """One input 2, one weight 0.5, bias 0.1, target 1, MSE: output 1.1, gradient 2 * 0.1 * (2, 1), rate 0.1."""
    network = Network([1, 1], [], np.float64)
    network.parameters[:] = [0.5, 0.1]
    rng = np.random.default_rng(0)
    recipe = Recipe(optimizer="sgd", learning_rate=0.1)
    trainer = Trainer(network, "mse", np.array([[2.0]]), np.array([1.0]), recipe, batch_rng=rng, dropout_rng=rng)
    loss = next(trainer.steps())
    assert loss == pytest.approx(0.01, abs=1e-12)
    np.testing.assert_allclose(network.parameters, [0.46, 0.08], atol=1e-12)
