"""Training: the loop that every lesson watches. One batch forward, the loss, backward, one optimizer step."""

from __future__ import annotations

from contextvars import copy_context
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.batches import Batches, held, is_mapped
from tui_dl.engine.divergence import Diverged, layer_to_blame, most_bearable
from tui_dl.engine.keeping import Kept, set_state, state_of
from tui_dl.engine.losses import LOSSES, WeighedCrossEntropy, mean_loss, targets_for
from tui_dl.engine.optimizers import optimizer_for
from tui_dl.engine.passes import Passes
from tui_dl.engine.penalty import Penalty
from tui_dl.engine.searches import SEARCHES, Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.batches import Batch
    from tui_dl.engine.network import Network
    from tui_dl.engine.recipe import Recipe

    Array = NDArray[np.floating]


class Trainer:
    """A network, its data, and what moves it.

    Attributes:
        epoch: Complete passes through the data.
        step: Optimizer steps so far.
        left: Steps that are left of the epoch under way; 0 between two epochs.
        at_work: The passes and the batch of the last step; both are good until the next. None before the first.
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
        """`inputs` (rows, features), or a memory map of them; `targets` (rows,): classes or values."""
        self.network, self.loss = network, LOSSES[loss]
        self._rows = held(inputs, network.dtype)
        self.inputs = self._rows if is_mapped(self._rows) else self._rows[:, :-1]
        self.targets = targets_for(loss, targets, network.sizes[-1], network.dtype)
        self.batch_rng, self.dropout_rng = batch_rng, dropout_rng
        self.epoch = self.step = self.left = 0
        self.at_work: tuple[Passes, Batch] | None = None
        self._encoded = self.loss.encode(self.targets)
        self._passes: dict[int, Passes] = {}
        self._dropout = 0.0
        self._frozen: list[slice] = []
        self._penalty = Penalty(network)
        self._set(recipe)
        self._fresh_optimizer()
        self.last_good = network.parameters.copy()
        self._quiet, self._loop = copy_context(), self._train()
        self._quiet.run(np.seterr, all="ignore")
        self._limit = self._quiet.run(lambda: most_bearable(self.loss, self._mean_loss(), self.targets))

    @property
    def at_epoch_end(self) -> bool:
        """Whether the last step ended an epoch."""
        return self.step > 0 and not self.left

    def steps(self) -> Iterator[float]:
        """Train for as long as it is asked to: each batch's mean loss, without penalties."""
        while True:
            yield from self.run(1)

    def run(self, most: int) -> list[float]:
        """Train `most` steps, or less where the epoch ends: each batch's mean loss, without penalties.

        A loss that overflows is told by `Diverged`, not by NumPy's warnings: these are off in here. They are
        turned off in a context of the loop's own, once, since doing so at every step would cost more than a layer.
        """
        searching = self.recipe.optimizer in SEARCHES
        left = self.left or (1 if searching else -(-len(self._rows) // self.recipe.batch_size))
        try:
            return self._quiet.run(list, islice(self._loop, min(most, left)))
        except Diverged:
            self._loop, self.left = self._train(), 0
            raise

    def _train(self) -> Iterator[float]:
        batches = Batches(self._rows, self._encoded, self.recipe.batch_size)
        while True:
            if self.recipe.optimizer in SEARCHES:
                yield self._try_once()
                continue
            if batches.wanted != self.recipe.batch_size:
                batches = Batches(self._rows, self._encoded, self.recipe.batch_size)
            self.left = batches.count
            for batch in batches.deal(self._order()):
                loss = self.train_batch(batch)
                self.step += 1
                self.left -= 1
                if not self.left:
                    self._end_epoch()
                yield loss

    def _order(self) -> NDArray[np.intp]:
        """The order in which an epoch meets the rows."""
        count = len(self._rows)
        return self.batch_rng.permutation(count) if self.recipe.shuffle == "on" else np.arange(count)

    def _try_once(self) -> float:
        """A search's try: it looks at every row, so that it is a step and an epoch."""
        loss = self._search.try_once()
        self.step += 1
        self._end_epoch()
        return loss

    def train_batch(self, batch: Batch) -> float:
        """One step on a batch: forward, loss, backward, update."""
        passes = self.passes_for(batch)
        self.at_work = passes, batch
        loss = passes.forward(batch)
        if not loss <= self._limit:
            raise Diverged(layer_to_blame(passes, self.network, self.last_good), self.epoch + 1, self.step)
        passes.backward(batch)
        if self._penalty.active or self._frozen:
            self.complete_gradients()
        self.optimizer.step(self._rate)
        return loss

    def complete_gradients(self) -> None:
        """From the batch's loss to the whole objective: add the penalties' slopes; frozen layers have none."""
        if self._penalty.active:
            self._penalty.add_gradients()
        for part in self._frozen:
            self.network.gradients[part] = 0.0

    def passes_for(self, batch: Batch) -> Passes:
        """The buffers for batches of this size; with dropout, what this batch keeps is drawn."""
        rows = len(batch.rows)
        passes = self._passes.get(rows)
        if passes is None:
            passes = self._passes[rows] = self.new_passes(self.network, rows)
        if self._dropout:
            passes.drop(self._dropout, self.dropout_rng)
        return passes

    def new_passes(self, network: Network, rows: int) -> Passes:
        """Buffers for batches of so many rows, with this loss, through `network`."""
        weight = self.recipe.positive_weight
        loss = self.loss if weight == 1.0 else partial(WeighedCrossEntropy, weight=weight)
        return Passes(network, rows, loss, dropping=self._dropout > 0)

    def change(self, recipe: Recipe) -> None:
        """Go on with another recipe from the next step, or with another batch size from the next epoch.

        Another optimizer, momentum, or L2 of AdamW starts with fresh moments; a search begins with the next epoch.
        """
        before = self.recipe
        self._set(recipe)
        if recipe.positive_weight != before.positive_weight:
            self._passes.clear()
        fresh = ("optimizer", "momentum")
        decay = recipe.optimizer == "adamw" and recipe.l2 != before.l2
        if decay or any(getattr(before, name) != getattr(recipe, name) for name in fresh):
            self._fresh_optimizer()

    def hold(self, layer: int, unit: int, value: float | None) -> None:
        """From now on a hidden unit says `value` whatever comes in; None: let it go. Both are counted from 1."""
        self.network.held.pop((layer, unit), None)
        if value is not None:
            self.network.held[layer, unit] = value
        self._passes.clear()

    def freeze(self, layers: tuple[int, ...]) -> None:
        """Let these layers (from 1) be what they are from now on; the others start with fresh moments."""
        self._frozen = [self.network.layers[number - 1].span for number in layers]
        self._fresh_optimizer()

    def restore(self) -> None:
        """Put back the weights of the last epoch's end at which all was finite."""
        self.network.parameters[:] = self.last_good

    def keep(self) -> Kept:
        """Everything that decides how training goes on, between two epochs."""
        network = self.network
        vectors = np.stack([network.parameters, network.gradients, self.last_good])
        streams = state_of(self.batch_rng), state_of(self.dropout_rng)
        return Kept(self.epoch, self.step, self._limit, vectors, self.optimizer.keep(), streams)

    def take_up(self, kept: Kept) -> None:
        """Go on from where a trainer of the same kind, network, rows and recipe was; an epoch begins."""
        self.epoch, self.step, self._limit, self.left = kept.epoch, kept.step, kept.limit, 0
        self.network.parameters[:], self.network.gradients[:], self.last_good[:] = kept.vectors
        self.optimizer.take_up(kept.memory)
        for rng, state in zip((self.batch_rng, self.dropout_rng), kept.streams, strict=True):
            set_state(rng, state)
        self._loop = self._train()

    def penalty(self) -> float:
        """What L1 and L2 add to the objective at the present weights; AdamW's decay adds nothing."""
        return self._penalty.value()

    def penalty_on(self, network: Network) -> Penalty:
        """The same penalty, on another network of this shape."""
        penalty = Penalty(network)
        penalty.set(self._penalty.l1, self._penalty.l2)
        return penalty

    def objective(self) -> float:
        """The mean loss over all rows and the penalties, at the present weights."""
        return self._mean_loss() + self._penalty.value()

    def _mean_loss(self) -> float:
        return mean_loss(self.loss, lambda part: self.network.outputs(self.inputs[part]).T, self.targets)

    def _set(self, recipe: Recipe) -> None:
        if bool(recipe.dropout) != bool(self._dropout):
            self._passes.clear()
        self.recipe, self._dropout = recipe, recipe.dropout
        self._rate = recipe.learning_rate * (1.0 if recipe.direction == "down" else -1.0)
        self._penalty.set(recipe.l1, 0.0 if recipe.optimizer == "adamw" else recipe.l2)

    def _fresh_optimizer(self) -> None:
        network = self.network
        free = np.ones_like(network.is_weight)
        for part in self._frozen:
            free[part] = 0.0
        self._search = Search(network, self.objective, self.batch_rng, lambda: self.recipe, free)
        decay = self.recipe.l2 * network.is_weight * free
        name = "sgd" if self.recipe.optimizer in SEARCHES else self.recipe.optimizer  # a search has none
        self.optimizer = optimizer_for(
            name, network.parameters, network.gradients_and_room, self.recipe.momentum, decay
        )

    def _end_epoch(self) -> None:
        self.epoch += 1
        self.optimizer.end_epoch()
        if np.isfinite(self.network.parameters).all():
            np.copyto(self.last_good, self.network.parameters)
