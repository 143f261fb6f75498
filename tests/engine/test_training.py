"""Training against a plain second implementation, and what must hold whatever is trained."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.engine.batches import Batches
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.training import Trainer

STEPS = 100


def trainer_of(recipe: Recipe, *, rows: int = 25, seed: int = 3, dtype=np.float64) -> Trainer:
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(rows, 2))
    network = Network([2, 4, 1], ["tanh"], dtype)
    network.initialize("auto", rng)
    return Trainer(
        network,
        "binary_cross_entropy",
        inputs,
        (inputs[:, 0] * inputs[:, 1] > 0).astype(int),
        recipe,
        batch_rng=np.random.default_rng([seed, 1]),
        dropout_rng=np.random.default_rng([seed, 2]),
    )


class Plain:
    """The optimizers, once more, as the papers and PyTorch's pages write them."""

    def __init__(self, recipe: Recipe, is_weight: np.ndarray) -> None:
        self.recipe, self.is_weight, self.t = recipe, is_weight, 0
        self.m = np.zeros(len(is_weight))
        self.v = np.zeros(len(is_weight))

    def update(self, p: np.ndarray, g: np.ndarray) -> np.ndarray:
        r, lr = self.recipe, self.recipe.learning_rate
        if r.optimizer != "adamw":
            g = g + r.l2 * self.is_weight * p
        if r.optimizer == "sgd":
            return p - lr * g
        if r.optimizer in {"momentum", "nesterov"}:
            self.v = r.momentum * self.v + g
            return p - lr * (self.v if r.optimizer == "momentum" else g + r.momentum * self.v)
        if r.optimizer == "rmsprop":
            self.v = 0.99 * self.v + 0.01 * g**2
            return p - lr * g / (np.sqrt(self.v) + 1e-8)
        if r.optimizer == "adamw":
            p = p - lr * r.l2 * self.is_weight * p
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g**2
        return p - lr * (self.m / (1 - 0.9**self.t)) / (np.sqrt(self.v / (1 - 0.999**self.t)) + 1e-8)


def plain_gradient(p: np.ndarray, x: np.ndarray, t: np.ndarray) -> np.ndarray:
    first, last = p[:12].reshape(4, 3), p[12:]
    hidden = np.tanh(x @ first[:, :2].T + first[:, 2])
    logit = hidden @ last[:4] + last[4]
    error = (1 / (1 + np.exp(-logit)) - t) / len(t)
    back = np.outer(error, last[:4]) * (1 - hidden**2)
    ours = np.column_stack([back.T @ x, back.sum(axis=0)])
    return np.concatenate([ours.ravel(), hidden.T @ error, [error.sum()]])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_hundred_steps_agree_with_a_plain_implementation(optimizer: str) -> None:
    recipe = Recipe(optimizer=optimizer, learning_rate=0.01, batch_size=10, l2=0.01)
    trainer = trainer_of(recipe)
    p, plain = trainer.network.parameters.copy(), Plain(recipe, trainer.network.is_weight)
    rng, order = np.random.default_rng([3, 1]), np.array([], int)
    steps = trainer.steps()
    for _ in range(STEPS):
        if not len(order):
            order = rng.permutation(25)
        batch, order = order[:10], order[10:]
        p = plain.update(p, plain_gradient(p, trainer.inputs[batch], trainer.targets[0, batch]))
        next(steps)
    np.testing.assert_allclose(trainer.network.parameters, p, rtol=0, atol=1e-9)


def test_the_same_seed_gives_the_same_bytes() -> None:
    recipe = Recipe(dropout=0.2, l1=0.001)
    one, two = (trainer_of(recipe, dtype=np.float32) for _ in range(2))
    for _, _, _ in zip(range(50), one.steps(), two.steps(), strict=False):
        pass
    assert one.network.parameters.tobytes() == two.network.parameters.tobytes()


def test_the_last_partial_batch_is_used_and_ends_the_epoch() -> None:
    trainer = trainer_of(Recipe(batch_size=10))
    ends = []
    steps = trainer.steps()
    for _ in range(6):
        next(steps)
        ends.append(trainer.at_epoch_end)
    assert ends == [False, False, True] * 2
    assert trainer.epoch == 2


def test_divergence_is_seen_and_the_last_good_state_comes_back() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.normal(size=(20, 2)) * 10
    network = Network([2, 16, 1], ["relu"])
    network.initialize("auto", rng)
    trainer = Trainer(network, "mse", inputs, inputs.sum(axis=1), Recipe("sgd", 1.0, 5), batch_rng=rng, dropout_rng=rng)
    with pytest.raises(Diverged) as told:
        for _ in zip(range(1000), trainer.steps(), strict=False):
            pass
    trainer.restore()
    assert np.isfinite(network.parameters).all()
    assert told.value.layer in {1, 2}


def test_upward_is_the_other_way() -> None:
    down, up = trainer_of(Recipe("sgd", 0.1, 25)), trainer_of(Recipe("sgd", 0.1, 25, direction="up"))
    start = down.network.parameters.copy()
    next(down.steps())
    next(up.steps())
    np.testing.assert_allclose(down.network.parameters - start, start - up.network.parameters, atol=1e-12)


def test_frozen_layers_stay_to_the_last_bit_under_every_optimizer_and_penalty() -> None:
    for optimizer in (*OPTIMIZERS, *SEARCHES):
        trainer = trainer_of(Recipe(optimizer, 0.05, 10, l1=0.01, l2=0.01))
        trainer.freeze((1,))
        first, last = (layer.matrix.copy() for layer in trainer.network.layers)
        for _, _ in zip(range(40), trainer.steps(), strict=False):
            pass
        assert (trainer.network.layers[0].matrix == first).all(), optimizer
        assert (trainer.network.layers[1].matrix != last).any(), optimizer


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_never_gets_worse_and_gets_better(search: str) -> None:
    trainer = trainer_of(Recipe(search, 0.1), rows=60)
    seen = [trainer.objective()]
    for _, tried in zip(range(300), trainer.steps(), strict=False):
        seen.append(trainer.objective())
        assert seen[-1] == min(seen[-2], tried)
    assert seen[-1] < seen[0]
    assert trainer.epoch == trainer.step == 300


def test_a_search_that_goes_upward_keeps_what_is_worse() -> None:
    trainer = trainer_of(Recipe("nudge", 0.1, direction="up"))
    start = trainer.objective()
    for _, _ in zip(range(50), trainer.steps(), strict=False):
        pass
    assert trainer.objective() > start


def test_unshuffled_batches_come_in_the_order_of_the_rows_every_epoch() -> None:
    trainer = trainer_of(Recipe(batch_size=10, shuffle="off"))
    seen, deal = [], trainer.train_batch

    def watched(batch) -> float:
        seen.append(batch.rows[:, :-1].copy())
        return deal(batch)

    trainer.train_batch = watched
    for _, _ in zip(range(6), trainer.steps(), strict=False):
        pass
    np.testing.assert_array_equal(np.concatenate(seen[:3]), trainer.inputs)
    np.testing.assert_array_equal(np.concatenate(seen[3:]), trainer.inputs)


@pytest.mark.parametrize("weight", [0.5, 4.0])
def test_a_weighed_class_has_the_slope_of_its_rows_repeated(weight: float) -> None:
    plain = trainer_of(Recipe("sgd", 0.1, 25))
    weighed = trainer_of(Recipe("sgd", 0.1, 25, positive_weight=weight))
    start = plain.network.parameters.copy()
    loss = next(weighed.steps())
    times = np.where(weighed.targets[0] == 1, weight, 1.0)
    gradient = sum(
        plain_gradient(start, plain.inputs[row : row + 1], plain.targets[0, row : row + 1]) * times[row]
        for row in range(25)
    )
    np.testing.assert_allclose(start - weighed.network.parameters, 0.1 * gradient / 25, atol=1e-12)
    logits = plain.network.outputs(plain.inputs)[:, 0]
    each = np.logaddexp(0.0, np.where(plain.targets[0] == 1, -logits, logits))
    assert loss == pytest.approx(float((times * each).mean()), rel=1e-12)


def test_a_held_unit_says_its_value_and_nothing_flows_back_through_it() -> None:
    trainer = trainer_of(Recipe("sgd", 0.5, 10))
    trainer.hold(1, 2, 0.25)
    before = trainer.network.layers[0].matrix.copy()
    for _, _ in zip(range(20), trainer.steps(), strict=False):
        pass
    said = trainer.network.layer_outputs(trainer.inputs)[0]
    assert (said[:, 1] == 0.25).all()
    after = trainer.network.layers[0].matrix
    assert (after[1] == before[1]).all()
    assert (after[[0, 2, 3]] != before[[0, 2, 3]]).all()
    passes = trainer.passes_for(next(iter_batches(trainer)))
    passes.forward(next(iter_batches(trainer)))
    np.testing.assert_allclose(passes.outputs.T, trainer.network.outputs(trainer.inputs), atol=1e-12)
    trainer.hold(1, 2, None)
    assert (trainer.network.layer_outputs(trainer.inputs)[0][:, 1] != 0.25).any()


def iter_batches(trainer: Trainer):
    return Batches(np.column_stack([trainer.inputs, np.ones(25)]), trainer.loss.encode(trainer.targets), 25).deal(
        np.arange(25)
    )


def test_scale_and_first_bias_reach_the_weights() -> None:
    for name in ("glorot", "he", "normal"):
        one, half = Network([3, 50, 1], ["relu"]), Network([3, 50, 1], ["relu"])
        one.initialize(name, np.random.default_rng(1))
        half.initialize(name, np.random.default_rng(1), 0.5, hidden_bias=-10.0)
        np.testing.assert_allclose(half.layers[0].weights, one.layers[0].weights / 2, rtol=1e-6)
        assert (half.layers[0].biases == -10.0).all()
        assert (half.layers[1].biases == 0.0).all()
