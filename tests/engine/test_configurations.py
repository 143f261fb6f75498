"""A share of the campaign of configurations, and derivatives without differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.campaigns.configurations import configuration, judge, trainer_of
from tests.engine.plain import Plain, loss_of
from tui_dl.engine.network import Network
from tui_dl.engine.recipe import Recipe

SHARE, GROUPS = 400, 4
SMOOTH = ("linear", "sigmoid", "tanh", "gelu")  # the complex step needs functions without a kink
H = 1e-200


@pytest.mark.parametrize("group", range(GROUPS))
def test_configurations_nobody_would_think_of(group: int) -> None:
    found = {judge(number) for number in range(group, SHARE, GROUPS)}
    assert {"right", "diverged"} <= found


def test_a_wrong_number_would_be_noticed(monkeypatch) -> None:
    whole = Plain.move
    monkeypatch.setattr(Plain, "move", lambda self, number, g: whole(self, number, g) * 1.0001)
    with pytest.raises(AssertionError):
        list(map(judge, range(40)))


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy", "softmax_cross_entropy"])
@pytest.mark.parametrize("activation", SMOOTH)
def test_gradients_by_the_complex_step(activation: str, loss: str) -> None:
    """f(p + ih) has h f'(p) as its imaginary part, and no difference of two near numbers loses digits."""
    rng = np.random.default_rng(3)
    outputs = 3 if loss == "softmax_cross_entropy" else 1
    made = replace(
        configuration(1),
        sizes=(2, 4, 3, outputs),
        activations=(activation, activation),
        loss=loss,
        recipe=Recipe("sgd", 1.0, 7),
        initializer="auto",
        inputs=rng.normal(size=(7, 2)),
        targets=rng.normal(size=7) if loss == "mse" else rng.integers(0, max(2, outputs), 7),
    )
    trainer = trainer_of(made, np.float64)
    before = trainer.network.parameters.copy()
    next(trainer.steps())
    analytic = before - trainer.network.parameters  # at rate 1, a step is the gradient
    network, stepped = Network(made.sizes, made.activations, np.float64), np.empty_like(analytic)
    for index in range(len(before)):
        network.parameters[:] = before
        plain = Plain([(layer.weights, layer.biases) for layer in network.layers], made.activations, loss, made.recipe)
        plain.parameters = [part.astype(complex) for part in plain.parameters]
        place, part = index, 0
        for layer in network.layers:  # the flat vector has each row's bias behind its weights
            units, columns = layer.matrix.shape
            if place < units * columns:
                row, column = divmod(place, columns)
                if column == columns - 1:
                    plain.parameters[part + 1][row] += H * 1j
                else:
                    plain.parameters[part][row, column] += H * 1j
                break
            place, part = place - units * columns, part + 2
        sums, _ = plain.forward(made.inputs)
        stepped[index] = loss_of(loss, sums[-1], made.targets).imag / H
    np.testing.assert_allclose(analytic, stepped, rtol=1e-11, atol=1e-14)
