"""The compiled engine learns what the NumPy engine learns; only where numba is installed."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba", reason="the extra `fast` is not installed")

from tui_dl.engine import kernel
from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.anatomy import take_apart
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.training import Trainer
from tui_dl.session.fast import compiled_trainer

ROWS, STEPS = 45, 40
KINDS = [Trainer, compiled_trainer()]
NEAR = {np.float32: 1e-6, np.float64: 1e-12}


def trainer_of(
    kind: type[Trainer],
    recipe: Recipe,
    *,
    loss: str = "binary_cross_entropy",
    bends: tuple[str, ...] = ("tanh", "relu"),
    dtype=np.float64,
) -> Trainer:
    rng = np.random.default_rng(3)
    outputs = 3 if loss == "softmax_cross_entropy" else 1
    inputs = rng.normal(size=(ROWS, 2))
    network = Network([2, *(5 + number for number in range(len(bends))), outputs], bends, dtype)
    network.initialize("auto", rng)
    targets = rng.normal(size=ROWS) if loss in {"mse", "mae"} else rng.integers(0, max(outputs, 2), ROWS)
    given = {"batch_rng": np.random.default_rng(4), "dropout_rng": np.random.default_rng(5)}
    return kind(network, loss, inputs, targets, recipe, **given)


def losses_of(trainer: Trainer, most: int = ROWS, steps: int = STEPS) -> list[float]:
    found: list[float] = []
    while trainer.step < steps:
        found += trainer.run(most)
    return found


@pytest.mark.parametrize("dtype", NEAR)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("bend", ACTIVATIONS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_losses_and_weights_are_those_of_numpy(optimizer: str, bend: str, loss: str, dtype) -> None:
    weight = 3.0 if loss == "binary_cross_entropy" else 1.0
    recipe = Recipe(optimizer, 0.002, 10, l1=0.001, l2=0.01, positive_weight=weight)
    pair = [trainer_of(kind, recipe, loss=loss, bends=(bend, bend), dtype=dtype) for kind in KINDS]
    plain, fast = (losses_of(trainer) for trainer in pair)
    near = NEAR[dtype] * max(1.0, *plain)
    np.testing.assert_allclose(fast, plain, rtol=0, atol=near)
    # Adam's kind divides rounding by itself where a gradient is almost nothing
    loose = 100.0 if optimizer in {"rmsprop", "adam", "adamw"} else 10.0
    np.testing.assert_allclose(pair[1].network.parameters, pair[0].network.parameters, rtol=0, atol=loose * NEAR[dtype])


def test_exponential_and_tangent_are_right_to_their_last_digits() -> None:
    far = np.concatenate([10.0 ** np.arange(-310, 3), np.linspace(0.0, 40.0, 997), [np.inf, 709.0]])
    exps, tangents = (np.array([one(-x) for x in far]) for one in (kernel.exp, kernel.tanh))
    near = far < 700
    np.testing.assert_allclose(exps[near], np.exp(-far[near]), rtol=1e-15)
    assert (exps[~near] < 1e-300).all()
    np.testing.assert_allclose(tangents, np.tanh(-far), rtol=1e-15)
    assert np.isnan([kernel.exp(np.nan), kernel.tanh(np.nan)]).all()


@pytest.mark.parametrize("bends", [(), ("sigmoid",), ("gelu", "leaky_relu", "tanh")])
def test_any_depth(bends: tuple[str, ...]) -> None:
    plain, fast = (losses_of(trainer_of(kind, Recipe(batch_size=7), bends=bends)) for kind in KINDS)
    np.testing.assert_allclose(fast, plain, rtol=0, atol=1e-12)


def test_however_many_steps_are_asked_for_they_are_the_same_bytes() -> None:
    trainers = [trainer_of(KINDS[1], Recipe(batch_size=10), dtype=np.float32) for _ in range(3)]
    losses = [losses_of(trainer, most) for trainer, most in zip(trainers, (1, 3, 1000), strict=True)]
    assert losses[0] == losses[1] == losses[2]
    assert len({trainer.network.parameters.tobytes() for trainer in trainers}) == 1


def test_what_is_not_compiled_comes_and_goes_in_the_middle_of_an_epoch() -> None:
    recipe, found = Recipe(batch_size=10), []
    for kind in KINDS:
        trainer = trainer_of(kind, recipe)
        losses = trainer.run(2)
        trainer.change(Recipe(batch_size=10, dropout=0.3))
        losses += trainer.run(2)
        trainer.change(recipe)
        trainer.hold(1, 2, 0.5)
        losses += [*trainer.run(9), *trainer.run(2)]
        trainer.hold(1, 2, None)
        trainer.freeze((1,))
        losses += [*trainer.run(9), *trainer.run(9)]
        found.append(losses)
        assert trainer.step == len(losses) == 15
    np.testing.assert_allclose(found[1], found[0], rtol=0, atol=1e-12)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_that_is_chosen_in_the_middle_of_an_epoch_begins_with_the_next(search: str) -> None:
    found = []
    for kind in KINDS:
        trainer = trainer_of(kind, Recipe(batch_size=10))
        losses = trainer.run(2)
        trainer.change(Recipe(batch_size=10, optimizer=search))
        found.append([*losses, *trainer.run(9), *trainer.run(2)])
    assert len(found[0]) == len(found[1])
    np.testing.assert_allclose(found[1], found[0], rtol=0, atol=1e-9)


def test_a_run_that_blows_up_does_so_at_the_same_step_and_layer() -> None:
    told = []
    for kind in KINDS:
        trainer = trainer_of(kind, Recipe("sgd", 1e20, 10), loss="mse", bends=("relu", "relu"), dtype=np.float32)
        with pytest.raises(Diverged) as caught:
            losses_of(trainer)
        trainer.restore()
        trainer.change(Recipe("sgd", 1e-3, 10))
        told.append((caught.value.step, caught.value.layer, caught.value.epoch, trainer.step, len(trainer.run(99))))
    assert told[0] == told[1]


def test_each_goes_on_from_where_the_other_was() -> None:
    one, other = (trainer_of(kind, Recipe(batch_size=10)) for kind in KINDS)
    losses_of(one, steps=10)
    other.take_up(one.keep())
    np.testing.assert_allclose(losses_of(other), losses_of(one), rtol=0, atol=1e-12)


def test_a_compiled_step_can_be_taken_apart() -> None:
    plain, fast = (trainer_of(kind, Recipe(batch_size=10)) for kind in KINDS)
    for trainer in (plain, fast):
        trainer.run(3)
    one, other = take_apart(plain), take_apart(fast)
    assert one is not None
    assert other is not None
    np.testing.assert_allclose(other.after, one.after, rtol=0, atol=1e-12)
    for here, there in zip((*other.forward, *other.backward), (*one.forward, *one.backward), strict=True):
        assert here.name == there.name
        np.testing.assert_allclose(here.values, there.values, rtol=0, atol=1e-12)
