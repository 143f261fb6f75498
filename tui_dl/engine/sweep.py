"""Sweeps: many networks of one shape trained together, each as it would be by itself.

They may differ in their weights, their rows, the order of these, learning rate, L1 and L2. A step of sixteen
costs little more than a step of three, since most of a small network's step is the cost of asking for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.batches import with_ones
from tui_dl.engine.divergence import most_bearable
from tui_dl.engine.losses import LOSSES, targets_for
from tui_dl.engine.optimizers import optimizer_for
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.stacked import StackedPasses, stacked_outputs
from tui_dl.engine.stacked_batches import StackedBatches
from tui_dl.engine.stacked_losses import mean_losses, slope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.network import Network
    from tui_dl.engine.recipe import Recipe

    Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One network of a sweep, and all that is its own: what a `Trainer` is made from.

    Attributes:
        network: As it begins; it is only read.
        inputs: (rows, features).
        targets: (rows,), classes or values.
        recipe: How it is trained.
        batch_rng: Deals its batches.
    """

    network: Network
    inputs: Array
    targets: NDArray[np.generic]
    recipe: Recipe
    batch_rng: Generator

    @property
    def kind(self) -> tuple[object, ...]:
        """Entries of one kind can be stacked: only these may differ, rates, penalties and what is drawn by chance."""
        network = self.network
        common = replace(self.recipe, learning_rate=0.0, l1=0.0, l2=0.0, direction="down")
        return network.sizes, network.activations, network.dtype, self.inputs.shape, common

    @property
    def stackable(self) -> bool:
        """Whether it can be trained in a stack at all: no search, no dropout, no weighed class, no held unit."""
        recipe = self.recipe
        plain = not recipe.dropout and recipe.positive_weight == 1.0 and not self.network.held
        return plain and recipe.optimizer not in SEARCHES


class Stack:
    """Networks of one kind, one after the other in every array.

    Attributes:
        parameters: (networks, count).
        epoch: Complete passes through the data.
        step: Steps so far, of each.
        diverged: For those whose loss blew up: the network's number, and the epoch (from 1) and step where it did.
    """

    def __init__(self, loss: str, entries: Sequence[Entry]) -> None:
        """`entries` are stackable, and all of one kind."""
        self._entries, self._loss = entries, loss
        self._like, recipe = entries[0].network, entries[0].recipe
        dtype = self._like.dtype
        self.parameters: Array = np.stack([entry.network.parameters for entry in entries])
        self._gradients: Array = np.zeros((2, *self.parameters.shape), dtype)
        self._shuffles = recipe.shuffle == "on"
        rows = np.stack([with_ones(entry.inputs, dtype) for entry in entries])
        width = self._like.sizes[-1]
        targets = np.stack([targets_for(loss, entry.targets, width, dtype).T for entry in entries])
        self._data = StackedBatches(rows, targets, recipe.batch_size)
        self.epoch = self.step = 0
        self.diverged: dict[int, tuple[int, int]] = {}
        self._passes: dict[int, StackedPasses] = {}
        self._penalties()
        signed = [entry.recipe.learning_rate * (-1 if entry.recipe.direction == "up" else 1) for entry in entries]
        alike = len(set(signed)) == 1  # then one rate for all spares a call a step
        self._rate = signed[0] if alike else 1.0
        shares = None if alike else np.repeat(np.array(signed, dtype), self.parameters.shape[1])
        self._optimizer = optimizer_for(
            recipe.optimizer,
            self.parameters.reshape(-1),
            self._gradients.reshape(2, -1),
            recipe.momentum,
            self._decay.reshape(-1),
            shares,
        )
        self._last_good = self.parameters.copy()
        with np.errstate(all="ignore"):
            said = stacked_outputs(self._like, self.parameters, self._data.rows[:, :, :-1]).swapaxes(0, 1)
            pairs = zip(said, self._data.targets.swapaxes(1, 2), strict=True)
            value = LOSSES[loss].value
            self._limits = np.array([most_bearable(LOSSES[loss], value(*pair), pair[1]) for pair in pairs])
        self._plan = [(self._passes_for(batch.targets.shape), batch) for batch in self._data.batches]

    def _penalties(self) -> None:
        """(networks, count) of L1 and L2 on the slope, and of AdamW's decay, which is L2 by another road."""
        decoupled = self._entries[0].recipe.optimizer == "adamw"
        l1, l2 = (np.array([[getattr(entry.recipe, name)] for entry in self._entries]) for name in ("l1", "l2"))
        weights = self._like.is_weight
        self._l1, pull = ((strength * weights).astype(weights.dtype) for strength in (l1, l2))
        self._l2, self._decay = (np.zeros_like(pull), pull) if decoupled else (pull, np.zeros_like(pull))
        self._room = np.empty_like(self._l1)
        self._pulls = bool(self._l1.any()), bool(self._l2.any())

    def _passes_for(self, shape: tuple[int, ...]) -> StackedPasses:
        """Buffers for batches of this shape, (outputs, networks, rows): made once."""
        passes = self._passes.get(shape[2])
        if passes is None:
            slope = slope_of(self._loss, (shape[0], shape[1], shape[2]), self._like.dtype)
            passes = StackedPasses(self._like, self.parameters, self._gradients[0], shape[2], slope)
            self._passes[shape[2]] = passes
        return passes

    def run_epoch(self) -> Array:
        """One epoch of each; the mean loss of each batch, (steps, networks), without penalties.

        A network that diverges is put back to its last finite epoch's end and stays there; the others go on.
        """
        with np.errstate(all="ignore"):
            self._data.deal(self._order())
            for passes, batch in self._plan:
                passes.forward(batch)
                passes.backward(batch)
                if any(self._pulls):
                    self._pull()
                self._optimizer.step(self._rate)
            self._optimizer.end_epoch()
            losses: Array = np.concatenate([mean_losses(self._loss, *answers) for answers in self._data.answers()])
            self._judge(losses)
        self.epoch += 1
        self.step += len(self._plan)
        return losses

    def _order(self) -> NDArray[np.intp]:
        """(networks, rows): the order in which each meets its rows."""
        rows = self._data.rows.shape[1]
        if self._shuffles:
            return np.stack([entry.batch_rng.permutation(rows) for entry in self._entries])
        return np.tile(np.arange(rows), (len(self._entries), 1))

    def _pull(self) -> None:
        """The penalties' slopes, l2 w + l1 sign(w)."""
        slopes, room = self._gradients[0], self._room
        if self._pulls[1]:
            np.multiply(self.parameters, self._l2, room)
            np.add(slopes, room, slopes)
        if self._pulls[0]:
            np.sign(self.parameters, room)
            np.multiply(room, self._l1, room)
            np.add(slopes, room, slopes)

    def _judge(self, losses: Array) -> None:
        """Find those that blew up in this epoch, and let them be."""
        good = (losses <= self._limits).all(axis=0)
        for number in map(int, np.flatnonzero(~good)):
            at = int(np.argmin(losses[:, number] <= self._limits[number]))
            self.diverged.setdefault(number, (self.epoch + 1, self.step + at))
        gone = list(self.diverged)
        kept = np.isfinite(self.parameters).all(axis=1) & ~np.isin(np.arange(len(self._entries)), gone)
        self._last_good[kept] = self.parameters[kept]
        self.parameters[gone] = self._last_good[gone]

    def outputs(self, inputs: Sequence[Array]) -> Array:
        """(networks, rows, outputs): what each answers to its own `inputs`, (rows, features)."""
        return stacked_outputs(self._like, self.parameters, np.stack(inputs)).transpose(1, 2, 0)
