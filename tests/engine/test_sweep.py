"""Networks trained in a stack are what they would be by themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.sweep import Entry, Stack
from tui_dl.engine.training import Trainer

ROWS, FEATURES = 53, 3
OUTPUTS = {"binary_cross_entropy": 1, "softmax_cross_entropy": 4, "mse": 1, "mae": 1}


def entry_of(number: int, loss: str, recipe: Recipe, activations=("tanh", "relu"), dtype=np.float64) -> Entry:
    rng = np.random.default_rng(number)
    network = Network([FEATURES, 5, 4, OUTPUTS[loss]], activations, dtype)
    network.initialize("auto", rng)
    inputs = rng.normal(size=(ROWS, FEATURES))
    values = inputs[:, 0] * inputs[:, 1] + rng.normal(0, 0.1, ROWS)
    targets = values if loss in {"mse", "mae"} else rng.integers(0, max(2, OUTPUTS[loss]), ROWS)
    return Entry(network, inputs, targets, recipe, np.random.default_rng([number, 7]))


def alone(entry: Entry, loss: str) -> Trainer:
    network = Network(entry.network.sizes, entry.network.activations, entry.network.dtype)
    network.parameters[:] = entry.network.parameters
    rngs = {"batch_rng": np.random.default_rng(), "dropout_rng": np.random.default_rng()}
    rngs["batch_rng"].bit_generator.state = entry.batch_rng.bit_generator.state
    return Trainer(network, loss, entry.inputs, entry.targets, entry.recipe, **rngs)


def compare(entries: list[Entry], loss: str, epochs: int) -> float:
    """The largest difference of a loss or a parameter, relative where that is more than 1."""
    singles, stack, worst = [alone(entry, loss) for entry in entries], Stack(loss, entries), 0.0
    for _ in range(epochs):
        losses = stack.run_epoch()
        for number, single in enumerate(singles):
            wanted = np.array(single.run(10**6))
            worst = max(worst, np.max(np.abs(losses[:, number] - wanted) / np.maximum(1, np.abs(wanted))))
            worst = max(worst, np.abs(stack.parameters[number] - single.network.parameters).max())
    assert (stack.epoch, stack.step) == (singles[0].epoch, singles[0].step)
    return float(worst)


@pytest.mark.parametrize("loss", OUTPUTS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_each_equals_its_single_run(optimizer: str, loss: str) -> None:
    rates = [0.001, 0.01, 0.03]
    entries = [
        entry_of(number, loss, Recipe(optimizer, rate, 10, l1=0.01 * (number == 1), l2=0.1 * (number == 2)))
        for number, rate in enumerate(rates)
    ]
    assert len({entry.kind for entry in entries}) == 1
    assert compare(entries, loss, 4) < 1e-10  # 24 steps


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_activation_is_stacked(activation: str) -> None:
    entries = [entry_of(number, "mse", Recipe("adam", 0.01, 16), (activation,) * 2) for number in range(3)]
    assert compare(entries, "mse", 5) < 1e-10


def test_float32_stays_near() -> None:
    entries = [entry_of(number, "binary_cross_entropy", Recipe(batch_size=20), dtype=np.float32) for number in range(4)]
    assert compare(entries, "binary_cross_entropy", 3) < 1e-4


def test_the_order_of_rows_may_be_their_own_and_steps_may_climb() -> None:
    recipe = Recipe("sgd", 0.01, 10, shuffle="off")
    entries = [entry_of(number, "mse", replace(recipe, direction=way)) for number, way in enumerate(("up", "down"))]
    assert compare(entries, "mse", 3) < 1e-10


def test_one_that_diverges_leaves_the_others_alone() -> None:
    recipe = Recipe("sgd", 0.01, 10)
    entries = [entry_of(1, "mse", recipe), entry_of(2, "mse", replace(recipe, learning_rate=60.0))]
    singles = [alone(entry, "mse") for entry in entries]
    stack = Stack("mse", entries)
    for _ in range(5):
        stack.run_epoch()
        singles[0].run(100)
    np.testing.assert_allclose(stack.parameters[0], singles[0].network.parameters, atol=1e-10)
    with pytest.raises(Diverged) as told:
        for _ in singles[1].steps():
            pass
    assert stack.diverged == {1: (told.value.epoch, told.value.step)}
    singles[1].restore()
    np.testing.assert_allclose(stack.parameters[1], singles[1].network.parameters, atol=1e-10)


def test_answers_are_those_of_each_network() -> None:
    entries = [entry_of(number, "softmax_cross_entropy", Recipe()) for number in range(3)]
    stack = Stack("softmax_cross_entropy", entries)
    for said, entry in zip(stack.outputs([entry.inputs for entry in entries]), entries, strict=True):
        np.testing.assert_allclose(said, entry.network.outputs(entry.inputs), atol=1e-12)


def test_what_cannot_be_stacked_says_so() -> None:
    fine = entry_of(1, "mse", Recipe())
    assert fine.stackable
    for recipe in (Recipe(dropout=0.1), Recipe("random"), Recipe(positive_weight=2.0)):
        assert not replace(fine, recipe=recipe).stackable
    fine.network.held[1, 1] = 0.0
    assert not fine.stackable
    other = entry_of(2, "mse", Recipe(batch_size=7))
    assert other.kind != fine.kind
