"""Where a run is: its rows, its network, what moves it, and the changes yet to come. It trains and tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.anatomy import take_apart
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.keeping import STREAM_BYTES, set_state, state_of
from tui_dl.engine.problem import Problem
from tui_dl.engine.searches import SEARCHES
from tui_dl.session.building import changed_model, copy_layers, frozen_by, loss_for, network_for, recipe_of, stages_of
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.fast import trainer_class
from tui_dl.session.material import dataset_of
from tui_dl.session.records import Weights
from tui_dl.session.run import Run, RunChange, from_text, to_text
from tui_dl.session.touching import MASK, PARAMETER, edit, mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.engine.anatomy import Anatomy
    from tui_dl.engine.keeping import Kept
    from tui_dl.engine.network import Network
    from tui_dl.engine.training import Trainer
    from tui_dl.session.experiment import Value


@dataclass(frozen=True, slots=True, eq=False)
class Keyframe:
    """All that a run carries from one epoch to the next.

    Attributes:
        trainer: Weights, moments, counts, generators.
        draws: The state of the generator of weights.
        before: (count,), the parameters before the last step.
        held: Hidden units that are held, as the network has them.
        changes: How many changes had been made.
        batch_loss: Of the last batch.
    """

    trainer: Kept
    draws: Any  # what NumPy calls a generator's state: nested dicts
    before: NDArray[np.floating]
    held: dict[tuple[int, int], float]
    changes: int
    batch_loss: float | None

    @property
    def nbytes(self) -> int:
        """Room that it takes."""
        return self.trainer.nbytes + self.before.nbytes + STREAM_BYTES


class Position:
    """A run somewhere between its first step and its last.

    Attributes:
        run: What it is, the changes made so far included.
        model: The knobs as they are now.
        dataset: The rows that it learns from now.
        network: What learns.
        trainer: Moves it.
        batch_loss: Of the last batch.
    """

    def __init__(self, run: Run) -> None:
        """Before the first step; raises `Problem` where the run is impossible."""
        experiment = run.experiment
        if not isinstance(experiment.model, NetworkModel):
            raise Problem("not_a_network")
        self.run, self.model = Run(experiment), experiment.model
        self.dataset = dataset_of(self.run)
        self.loss = loss_for(self.model, self.dataset)
        self.size = network_for(self.model, self.dataset).parameters.size
        self._draws, self._batches, self._drops = map(experiment.generator, ("weights", "batches", "dropout"))
        self._stages = stages_of(self.model)
        self.network = self._drawn(1 if self._stages else None)
        origin = experiment.origin
        if origin is not None and origin.run is not None:
            copy_layers(origin, _trained(to_text(origin.run), origin.steps), self.network)
        self.trainer = self._trainer()
        self._planned = list(run.changes)
        self.batch_loss: float | None = None

    def _drawn(self, depth: int | None) -> Network:
        """A network of so many hidden layers, its weights drawn."""
        model, network = self.model, network_for(self.model, self.dataset, depth)
        network.initialize(model.initializer, self._draws, model.initializer_scale, model.bias_start)
        return network

    def _trainer(self) -> Trainer:
        """A trainer for the network and the rows as they are now, to begin with the next epoch."""
        train = self.dataset.train
        trainer = trainer_class()(
            self.network,
            self.loss,
            train.inputs,
            train.targets,
            recipe_of(self.model),
            batch_rng=self._batches,
            dropout_rng=self._drops,
        )
        earlier = range(1, len(self.network.activations)) if self.model.schedule == "greedy" else ()
        trainer.freeze((*frozen_by(self.run.experiment.origin, self.network), *earlier))
        self._before = self.network.parameters.copy()
        return trainer

    @property
    def steps_per_epoch(self) -> int:
        """Optimizer steps in an epoch, at the present batch size; a search's try is a step and an epoch."""
        if self.model.optimizer in SEARCHES:
            return 1
        return -(-len(self.dataset.train) // self.model.batch_size)

    def weights(self) -> Weights:
        """The parameters as they are now."""
        flat, depth = self.network.parameters, len(self.network.activations)
        held = tuple((layer, unit, value) for (layer, unit), value in self.network.held.items())
        shown = depth if depth < len(self.model.hidden) else None
        return Weights(self.trainer.step, self.trainer.epoch, flat.dtype.name, flat.tobytes(), held, shown)

    def go_to(self, step: int) -> None:
        """Train until so many steps are taken, never past the run's end, and make the changes that were made there."""
        while True:
            while (due := self._due()) is not None:
                self._make(due.knob, due.value)
            over = self.trainer.at_epoch_end and self.trainer.epoch >= self.model.epoch_limit
            if over or self.trainer.step >= step:
                return
            try:
                self._train(step - self.trainer.step)
            except Diverged:
                self.trainer.restore()
                return

    def _train(self, most: int) -> list[float]:
        """Up to `most` steps; the weights before an epoch's last step are kept, for that step's update ratio."""
        self._grow()
        if self._planned:
            most = min(most, self._planned[0].step - self.trainer.step)
        ahead = (self.trainer.left or self.steps_per_epoch) - 1
        losses = self.trainer.run(min(most, ahead)) if ahead else []
        if most > ahead:
            np.copyto(self._before, self.network.parameters)
            losses += self.trainer.run(1)
        self.batch_loss = losses[-1]
        return losses

    def take_apart(self) -> Anatomy | None:
        """Take the next step, and keep every array of it; None for a search.

        Raises:
            Diverged: The loss blew up.
        """
        self._grow()
        return take_apart(self.trainer)

    def _due(self) -> RunChange | None:
        """The next change of a run that is repeated, taken off the list if its step has come."""
        if self._planned and self._planned[0].step <= self.trainer.step:
            return self._planned.pop(0)
        return None

    def _make(self, knob: str, value: Value) -> None:
        """Something becomes other than it was; it becomes part of the run.

        Raises:
            Problem: There is no such place, or the rows do not fit the network.
        """
        if knob.startswith(PARAMETER):
            edit(self.network, knob, float(str(value)))
        elif knob.startswith(MASK):
            mask(self.trainer, knob, str(value))
        elif isinstance(value, DataRecipe):
            self._use(value)
        else:
            self.model = msgspec.structs.replace(self.model, **{knob: value})
            self.trainer.change(recipe_of(self.model))
        made = RunChange(self.trainer.step, knob, value)
        self.run = msgspec.structs.replace(self.run, changes=(*self.run.changes, made))

    def _use(self, recipe: DataRecipe) -> None:
        """Learn from other rows, with the weights as they are and fresh moments; an epoch begins."""
        now = RunChange(self.trainer.step, "data", recipe)
        rows = dataset_of(msgspec.structs.replace(self.run, changes=(*self.run.changes, now)))
        was = self.dataset
        if (rows.task, rows.outputs, len(rows.feature_names)) != (was.task, was.outputs, len(was.feature_names)):
            raise Problem("other_rows", got=rows.name, columns=len(was.feature_names), outputs=was.outputs)
        self.dataset = rows
        self.trainer = self._after(self._trainer())

    def _grow(self) -> None:
        """Where layers are added one by one: the next, once its turn has come; those before it are frozen."""
        while self._stages and self._stages[0] <= self.trainer.epoch:
            grown = self._drawn(len(self.network.activations) + 1)
            for old, new in zip(self.network.layers[:-1], grown.layers, strict=False):
                new.matrix[:] = old.matrix
            grown.held.update(self.network.held)
            self.network = grown
            self.trainer = self._after(self._trainer())
            self._stages.pop(0)

    def _after(self, trainer: Trainer) -> Trainer:
        """A new trainer that counts on from where the old one is."""
        trainer.epoch, trainer.step = self.trainer.epoch, self.trainer.step
        return trainer

    def keep(self) -> Keyframe:
        """All that decides how the run goes on; only between two epochs."""
        held, made = dict(self.network.held), len(self.run.changes)
        return Keyframe(self.trainer.keep(), state_of(self._draws), self._before.copy(), held, made, self.batch_loss)

    def take_up(self, kept: Keyframe) -> None:
        """Be where this very run was; for a run that has not begun."""
        made, self._planned = self._planned[: kept.changes], self._planned[kept.changes :]
        self.run = msgspec.structs.replace(self.run, changes=tuple(made))
        self.model, self.dataset = changed_model(self.model, made), dataset_of(self.run)
        joined = [epoch for epoch in self._stages if epoch < kept.trainer.epoch]
        depth = len(joined) + 1 if self._stages else None
        del self._stages[: len(joined)]
        self.network = network_for(self.model, self.dataset, depth)
        self.network.held.update(kept.held)
        self.trainer = self._trainer()
        self.trainer.take_up(kept.trainer)
        set_state(self._draws, kept.draws)
        np.copyto(self._before, kept.before)
        self.batch_loss = kept.batch_loss


@lru_cache(maxsize=8)
def _trained(text: str, steps: int) -> Network:
    """The network of a run after so many of its steps; repeated once, since many runs may stand on it."""
    position = Position(from_text(text))
    position.go_to(steps)
    return position.network
