"""A trainer whose steps numba has compiled: the same numbers to 1e-6, several times as fast on small networks.

It is the NumPy trainer with another engine room: order of rows, changes, optimizer memory and keyframes are shared.
What `steps` does not know, dropout, held units and memory maps, is trained by NumPy as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.batches import Batches, is_mapped
from tui_dl.engine.divergence import Diverged, layer_to_blame
from tui_dl.engine.kernel import BENDS, LOSSES, Data, Room, Shape
from tui_dl.engine.losses import LOSSES as CLASSES
from tui_dl.engine.optimizers import Adam, Momentum, RMSProp
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.steps import OPTIMIZERS, Mover, Weights, train
from tui_dl.engine.training import Trainer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tui_dl.engine.batches import Batch
    from tui_dl.engine.optimizers import Optimizer
    from tui_dl.engine.passes import Passes
    from tui_dl.engine.recipe import Recipe

    Array = NDArray[np.floating]


class CompiledTrainer(Trainer):
    """Trains many steps in one call where it can."""

    _asked = 1
    _plan: tuple[Shape, Room, Weights, Mover] | None = None
    _met: tuple[Batches, NDArray[np.intp], int] | None = None
    _work: tuple[Passes, Batch] | None = None

    @property
    def at_work(self) -> tuple[Passes, Batch] | None:
        """The passes and the batch of the last step; both are good until the next. None before the first."""
        if self._met is not None:
            batches, order, number = self._met
            batch, self._met = batches.gathered(order, number), None
            self._work = self.passes_for(batch), batch
        return self._work

    @at_work.setter
    def at_work(self, work: tuple[Passes, Batch] | None) -> None:
        self._work, self._met = work, None

    def run(self, most: int) -> list[float]:
        """Train `most` steps, or less where the epoch ends: each batch's mean loss, without penalties."""
        self._asked = most
        return super().run(most)

    @property
    def compiles(self) -> bool:
        """Whether the next step is one that is compiled."""
        searches = self.recipe.optimizer in SEARCHES  # chosen on the way: this epoch ends as in the NumPy engine
        return not (searches or self.recipe.dropout or self.network.held or is_mapped(self._rows))

    def _train(self) -> Iterator[float]:
        batches = Batches(self._rows, self._encoded, self.recipe.batch_size, together=False)
        while True:
            if self.recipe.optimizer in SEARCHES:
                yield self._try_once()
                continue
            if batches.wanted != self.recipe.batch_size:
                batches = Batches(self._rows, self._encoded, self.recipe.batch_size, together=False)
                self._plan = None
            order, steps = self._order(), batches.count
            self.left = steps
            while self.left:
                done = steps - self.left
                if self.compiles:
                    yield from self._many(batches, order, done)
                    continue
                loss = self.train_batch(batches.gathered(order, done))
                self._count(1)
                yield loss

    def _count(self, steps: int) -> None:
        self.step += steps
        self.left -= steps
        if not self.left:
            self._end_epoch()

    def _many(self, batches: Batches, order: NDArray[np.intp], done: int) -> list[float]:
        """As many steps as were asked for, of an epoch of which so many are done."""
        size, optimizer = batches.wanted, self.optimizer
        losses = np.empty(min(self._asked, self.left))
        data = Data(self._rows, self._encoded, order[done * size : (done + len(losses)) * size], size)
        shape, room, weights, mover = self._plan = self._plan or self._planned(size)
        if isinstance(optimizer, Adam):
            mover.powers[:] = optimizer.power1, optimizer.power2
        taken = train(data, self._limit, shape, room, weights, mover, losses)
        if isinstance(optimizer, Adam):
            optimizer.power1, optimizer.power2 = mover.powers.tolist()
        self._met = batches, order, done + min(taken, len(losses) - 1)
        if taken < len(losses):
            self.step += taken
            self._blame()
        self._count(taken)
        return losses.tolist()

    def _blame(self) -> None:
        """Meet the batch whose loss was beyond bounds once more, to see where."""
        assert self.at_work is not None
        passes, batch = self.at_work
        passes.forward(batch)
        raise Diverged(layer_to_blame(passes, self.network, self.last_good), self.epoch + 1, self.step)

    def _planned(self, size: int) -> tuple[Shape, Room, Weights, Mover]:
        """All that stays the same until the recipe changes, for batches of `size` rows."""
        network, count = self.network, min(size, len(self._rows))
        bends = np.array([BENDS.index(name) for name in network.activations], np.int64)
        loss = next(number for number, name in enumerate(LOSSES) if CLASSES[name] is self.loss)
        shape = Shape(np.array(network.sizes), bends, loss, self.recipe.positive_weight)
        units = sum(network.sizes) + len(network.sizes)
        widths = (self._rows.shape[1], len(self._encoded), units, units, units)
        room = Room(*(np.zeros(width * count, network.dtype) for width in widths))
        free = np.ones_like(network.is_weight)
        for part in self._frozen:
            free[part] = 0.0
        return shape, room, Weights(network.parameters, network.gradients, network.is_weight, free), self._mover()

    def _mover(self) -> Mover:
        recipe, penalty = self.recipe, self._penalty
        return Mover(
            OPTIMIZERS.index(recipe.optimizer),
            self._rate,
            recipe.momentum,
            penalty.l1,
            penalty.l2,
            recipe.l2 if recipe.optimizer == "adamw" else 0.0,
            completes=penalty.active or bool(self._frozen),
            moments=_memory(self.optimizer, self.network.gradients_and_room),
            powers=np.ones(2),
        )

    def _set(self, recipe: Recipe) -> None:
        super()._set(recipe)
        self._plan = None

    def _fresh_optimizer(self) -> None:
        super()._fresh_optimizer()
        self._plan = None


def _memory(optimizer: Optimizer, none: Array) -> Array:
    """What the optimizer carries from step to step, (1 or 2, count), itself and no copy; `none` if it carries none."""
    if isinstance(optimizer, Momentum):
        return optimizer.velocity[None]
    if isinstance(optimizer, RMSProp):
        return optimizer.squares[None]
    return optimizer.moments if isinstance(optimizer, Adam) else none
