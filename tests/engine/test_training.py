"""Training against a plain second implementation, and what must hold whatever is trained."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.training import Diverged, Recipe, Trainer

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
