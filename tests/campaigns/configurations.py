"""Thousands of configurations that nobody would think of: no exception, no silent NaN, and the numbers are right.

    python tests/campaigns/configurations.py [--count 10000] [--first 0]

Each number makes one configuration: layers, activations, loss, optimizer, rate, batch, penalties, rows, and inputs that
may be huge, tiny, constant or of one class. It is trained 20 steps in float32 and float64. Where a plain reference and
its shadow, whose sums run backwards, stay within 1e-9 of each other, our losses are within 1e-6 of the reference's.
Where they are not, a second shadow is asked, whose tangents differ in the last digit: only if that alone leads the
reference astray, too, is the configuration `touchy` and not wrong. The compiled
engine, whose tangent is its own, has a few, such as 6326 and 8173: there the second shadow is as far off as it is.
With TUI_DL_FAST=1 in the environment, and numba installed, it is the compiled engine that is judged.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.engine.plain import Plain
from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.initializers import INITIALIZERS
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.session.fast import trainer_class

if TYPE_CHECKING:
    from tui_dl.engine.training import Trainer

STEPS = 20
SHADOW, NEAR = 1e-9, 1e-6
ASIDE = 1e-18
SCALES = (1.0, 1.0, 1.0, 1e-310, 1e-30, 1e-3, 1e3, 1e30, 1e200)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One of them."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    recipe: Recipe
    initializer: str
    inputs: np.ndarray
    targets: np.ndarray


def configuration(number: int) -> Configuration:
    """The configuration of a number."""
    rng = np.random.default_rng([number, 1])
    loss = str(rng.choice(list(LOSSES)))
    outputs = int(rng.integers(2, 5)) if loss == "softmax_cross_entropy" else 1
    depth, rows, features = int(rng.integers(0, 4)), int(rng.integers(1, 41)), int(rng.integers(1, 5))
    sizes = (features, *map(int, rng.integers(1, 9, depth)), outputs)
    recipe = Recipe(
        str(rng.choice(OPTIMIZERS)),
        float(10 ** rng.uniform(-4, 1)),
        int(rng.integers(1, rows + 5)),
        l1=float(rng.choice([0.0, 0.0, 10 ** rng.uniform(-4, 0)])),
        l2=float(rng.choice([0.0, 0.0, 10 ** rng.uniform(-4, 0)])),
        momentum=float(rng.uniform(0, 0.99)),
    )
    inputs = rng.normal(size=(rows, features)) * rng.choice(SCALES)
    if rng.random() < 0.2:
        inputs[:, 0] = rng.choice([0.0, 1.0])
    targets = rng.normal(size=rows) * rng.choice([1.0, 1e6]) if loss in {"mse", "mae"} else None
    if targets is None:
        targets = rng.integers(0, max(2, outputs), rows) * int(rng.random() < 0.8)
    activations = tuple(map(str, rng.choice(list(ACTIVATIONS), depth)))
    return Configuration(sizes, activations, loss, recipe, str(rng.choice(["auto", *INITIALIZERS])), inputs, targets)


def trainer_of(made: Configuration, dtype: type[np.floating]) -> Trainer:
    """What trains it."""
    network = Network(made.sizes, made.activations, dtype)
    network.initialize(made.initializer, np.random.default_rng(2), 0.7)
    rngs = {"batch_rng": np.random.default_rng(3), "dropout_rng": np.random.default_rng(4)}
    with np.errstate(all="ignore"):  # inputs beyond float32 are part of the game
        return trainer_class()(network, made.loss, made.inputs, made.targets, made.recipe, **rngs)


def train(trainer: Trainer) -> list[float]:
    """The losses of 20 steps, or of those before it diverged; afterwards the weights are finite."""
    losses: list[float] = []
    try:
        for _, loss in zip(range(STEPS), trainer.steps(), strict=False):
            losses.append(loss)
    except Diverged:
        trainer.restore()
        assert np.isfinite(trainer.network.parameters).all(), "weights that are no numbers were kept"
    assert np.isfinite(losses).all(), "a loss that is no number was not told"
    return losses


def plainly(made: Configuration, network: Network, *, backwards: bool = False, other_tanh: bool = False) -> list[float]:
    """The same steps by the plain reference; L1's slope jumps at zero, so with it the shadow begins a hair aside."""
    aside = ASIDE if backwards and made.recipe.l1 else 0.0
    layers = [(layer.weights + aside, layer.biases) for layer in network.layers]
    plain = Plain(layers, made.activations, made.loss, made.recipe, backwards=backwards, other_tanh=other_tanh)
    rng, order, losses = np.random.default_rng(3), np.array([], int), []
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            order = order if order.size else rng.permutation(len(made.inputs))
            batch, order = order[: made.recipe.batch_size], order[made.recipe.batch_size :]
            losses.append(plain.train(made.inputs[batch], made.targets[batch]))
    return losses


def apart(one: list[float], other: list[float]) -> float:
    """The largest relative difference, NaN where there is one."""
    one, other = (np.array(losses) for losses in (one, other))
    with np.errstate(all="ignore"):
        return float(np.max(np.abs(one - other) / np.maximum(np.abs(other), 1e-9), initial=0.0))


def judge(number: int) -> str:
    """What happened: `right`, `diverged`, or `chaotic` or `touchy`, where rounding alone leads elsewhere.

    Raises:
        AssertionError: Something is wrong with this configuration.
    """
    made = configuration(number)
    train(trainer_of(made, np.float32))
    trainer = trainer_of(made, np.float64)
    start = Network(made.sizes, made.activations, np.float64)
    start.parameters[:] = trainer.network.parameters
    losses = train(trainer)
    wanted, shadow = (plainly(made, start, backwards=way)[: len(losses)] for way in (False, True))
    if not apart(shadow, wanted) <= SHADOW:
        return "chaotic"
    if not apart(losses, wanted) <= NEAR:
        second = plainly(made, start, other_tanh=True)[: len(losses)]
        assert not apart(second, wanted) <= SHADOW, f"losses differ by {apart(losses, wanted):.1e}"
        return "touchy"
    return "right" if len(losses) == STEPS else "diverged"


def main() -> int:
    """Judge many, print what happened; the exit code tells whether all were well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    given, found, bad = parser.parse_args(), Counter(), 0
    for number in range(given.first, given.first + given.count):
        try:
            found[judge(number)] += 1
        except Exception as error:  # noqa: BLE001  each is told, and the next is judged
            bad += 1
            sys.stdout.write(f"{number}: {type(error).__name__}: {error}\n{configuration(number)}\n")
    told = ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
    sys.stdout.write(f"{given.count} configurations from {given.first}: {told}, wrong {bad}\n")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
