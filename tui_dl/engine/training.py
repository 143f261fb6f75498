"""Training: the loop that every lesson watches. One batch forward, the loss, backward, one optimizer step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.losses import LOSSES, targets_for
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.passes import Passes
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.network import Network

    Array = NDArray[np.floating]

BLOWN_UP = 1e6  # a loss this many times the larger of the first and a constant predictor's has diverged


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that may change while a network trains; `l1`, `l2` act on weights, not biases."""

    optimizer: str = "adam"
    learning_rate: float = 0.01
    batch_size: int = 32
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    momentum: float = 0.9
    direction: str = "down"


class Diverged(Problem):
    """The loss blew up: at which step, and in which layer (1 is the first)."""

    def __init__(self, layer: int, epoch: int, step: int) -> None:
        super().__init__("diverged", layer=layer, epoch=epoch, step=step)
        self.layer, self.epoch, self.step = layer, epoch, step


class Trainer:
    """A network, its data, and what moves it.

    Attributes:
        epoch: Complete passes through the data.
        step: Optimizer steps so far.
        at_epoch_end: Whether the last step ended an epoch.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        inputs: Array,
        targets: NDArray[np.generic],
        recipe: Recipe,
        *,
        batch_rng: Generator,
        dropout_rng: Generator,
    ) -> None:
        """`inputs` (rows, features), `targets` (rows,): classes or values."""
        self.network, self.loss, self.recipe = network, LOSSES[loss], recipe
        self.inputs = np.ascontiguousarray(inputs, network.dtype)
        self.targets = targets_for(loss, targets, network.sizes[-1], network.dtype)
        self.batch_rng, self.dropout_rng = batch_rng, dropout_rng
        self.epoch = self.step = 0
        self.at_epoch_end = False
        self._passes: dict[int, Passes] = {}
        self._fresh_optimizer()
        self.last_good = network.parameters.copy()
        self._limit = BLOWN_UP * max(self._constant_loss(), self._whole_loss(), 1e-12)

    def steps(self) -> Iterator[float]:
        """Train for as long as it is asked to: each batch's mean loss, without penalties."""
        while True:
            order = self.batch_rng.permutation(len(self.inputs))
            size = self.recipe.batch_size
            for start in range(0, len(order), size):
                loss = self.train_batch(order[start : start + size])
                self.step += 1
                self.at_epoch_end = start + size >= len(order)
                if self.at_epoch_end:
                    self._end_epoch()
                yield loss

    def train_batch(self, rows: NDArray[np.intp]) -> float:
        """One step on the batch `rows` (their indices): forward, loss, backward, update."""
        passes = self._load(rows)
        passes.draw_dropout(self.recipe.dropout, self.dropout_rng)
        with np.errstate(all="ignore"):
            passes.forward()
            loss = passes.batch_loss()
            if not loss <= self._limit:
                raise Diverged(self._where(passes), self.epoch + 1, self.step)
            passes.backward()
            self._add_penalty_gradients()
            rate = self.recipe.learning_rate * (1.0 if self.recipe.direction == "down" else -1.0)
            self.optimizer.step(self.network.parameters, self.network.gradients, rate)
        return loss

    def change(self, recipe: Recipe) -> None:
        """Go on with another recipe from the next step; a new optimizer starts with fresh moments."""
        before, self.recipe = self.recipe, recipe
        fresh = ("optimizer", "momentum")
        decay = recipe.optimizer == "adamw" and recipe.l2 != before.l2
        if decay or any(getattr(before, name) != getattr(recipe, name) for name in fresh):
            self._fresh_optimizer()

    def restore(self) -> None:
        """Put back the weights of the last epoch's end at which all was finite."""
        self.network.parameters[:] = self.last_good

    def penalty(self) -> float:
        """What L1 and L2 add to the objective at the present weights; AdamW's decay adds nothing."""
        weights = self.network.parameters * self.network.is_weight
        l2 = 0.0 if self.recipe.optimizer == "adamw" else self.recipe.l2
        return float(self.recipe.l1 * np.abs(weights).sum() + l2 / 2 * np.vdot(weights, weights))

    def _load(self, rows: NDArray[np.intp]) -> Passes:
        """The buffers for a batch, filled with its rows."""
        passes = self._passes.get(len(rows))
        if passes is None:
            passes = self._passes[len(rows)] = Passes(self.network, len(rows), self.loss)
        passes.inputs[:-1] = self.inputs[rows].T
        np.take(self.targets, rows, axis=1, out=passes.targets)
        return passes

    def _add_penalty_gradients(self) -> None:
        gradients, weights = self.network.gradients, self.network.parameters
        if self.recipe.l2 and self.recipe.optimizer != "adamw":
            gradients += self.recipe.l2 * self.network.is_weight * weights
        if self.recipe.l1:
            gradients += self.recipe.l1 * self.network.is_weight * np.sign(weights)

    def _fresh_optimizer(self) -> None:
        make = OPTIMIZERS[self.recipe.optimizer]
        decay = self.recipe.l2 * self.network.is_weight
        self.optimizer = make(self.network.parameters, self.recipe.momentum, decay)

    def _end_epoch(self) -> None:
        self.epoch += 1
        self.optimizer.end_epoch()
        if np.isfinite(self.network.parameters).all():
            np.copyto(self.last_good, self.network.parameters)

    def _whole_loss(self) -> float:
        with np.errstate(all="ignore"):
            loss = self.loss.value(self.network.outputs(self.inputs).T, self.targets)
        return loss if np.isfinite(loss) else 0.0

    def _constant_loss(self) -> float:
        """The loss of always answering the mean target (for logits: of answering zero)."""
        constant = np.zeros_like(self.targets)
        if self.loss is LOSSES["mse"] or self.loss is LOSSES["mae"]:
            constant += self.targets.mean()
        return self.loss.value(constant, self.targets)

    def _where(self, passes: Passes) -> int:
        """The first layer with a non-finite value, else the one whose weights grew most since the last good state."""
        for number, sums in enumerate(passes.sums, start=1):
            if not np.isfinite(sums).all():
                return number
        good, growth, start = self.last_good, [], 0
        for layer in self.network.layers:
            before = good[start : start + layer.matrix.size]
            growth.append(float(np.linalg.norm(layer.matrix)) / max(float(np.linalg.norm(before)), 1e-12))
            start += layer.matrix.size
        return int(np.argmax(growth)) + 1
