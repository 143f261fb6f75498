"""A run that is under way: one optimizer step at a time, and what there is to tell after each."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.metrics import scores
from tui_dl.engine.problem import Problem
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.training import Diverged, Trainer
from tui_dl.session.building import copy_layers, frozen_by, loss_for, network_for, recipe_of, stages_of
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.material import dataset_of
from tui_dl.session.measuring import health_of
from tui_dl.session.protocol import (
    Began,
    Changed,
    Divergence,
    Ended,
    EpochRecord,
    Epochs,
    LayerHealth,
    Scores,
    Snapshot,
    Weights,
)
from tui_dl.session.run import Run, RunChange, from_text, to_text
from tui_dl.session.stopping import Stopper
from tui_dl.session.touching import MASK, PARAMETER, edit, mask

if TYPE_CHECKING:
    from tui_dl.data.dataset import Part
    from tui_dl.engine.network import Network
    from tui_dl.session.experiment import Value
    from tui_dl.session.protocol import Event

THRESHOLD = "decision_threshold"


class LiveRun:
    """A run from its first step to its last.

    Attributes:
        run: What it is, the changes made so far included.
        dataset: The rows that it learns from now.
        network: What learns.
        trainer: Moves it.
        ended: Whether it is over.
    """

    def __init__(self, run: Run, run_id: int = 0) -> None:
        """Set up; raises `Problem` where the run is impossible."""
        experiment, self.id = run.experiment, run_id
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
        self._batch_losses: list[float] = []
        self._stopper = Stopper()
        self.seconds, self.ended = 0.0, False
        self.batch_loss: float | None = None

    def _drawn(self, depth: int | None) -> Network:
        """A network of so many hidden layers, its weights drawn."""
        model, network = self.model, network_for(self.model, self.dataset, depth)
        network.initialize(model.initializer, self._draws, model.initializer_scale, model.bias_start)
        return network

    def _trainer(self) -> Trainer:
        """A trainer for the network and the rows as they are now, to begin with the next epoch."""
        train = self.dataset.train
        trainer = Trainer(
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

    def begin(self) -> Began:
        """The network before its first step."""
        first = EpochRecord(0, 0, self._scores(self.dataset.train), self._scores(self.dataset.validation))
        return Began(self.id, self.size, first, self.weights())

    def advance(self, most: int = 1) -> list[Event]:
        """`most` steps, or less where an epoch ends or a planned change is due; what there is to tell.

        There is a record to tell at an epoch's end, and the end.
        """
        started = time.perf_counter()
        told = self.make_planned_changes()
        self._grow()
        if self._planned:
            most = min(most, self._planned[0].step - self.trainer.step)
        try:
            losses = self._train(most)
        except Diverged as blow:
            self.trainer.restore()
            return [*told, self.end("diverged", Divergence(blow.epoch, blow.step, blow.layer))]
        self.batch_loss = losses[-1]
        self._batch_losses += losses
        if self.trainer.at_epoch_end:
            losses, self._batch_losses = self._batch_losses, []
            record = self._record(losses)
            told += [Epochs(self.id, (record,)), *self.make_planned_changes()]  # one may move the end
            reason = self._stopper.reason(self.model, record)
            self.seconds += time.perf_counter() - started
            return [*told, self.end(reason)] if reason else told
        self.seconds += time.perf_counter() - started
        return told

    def _train(self, most: int) -> list[float]:
        """Up to `most` steps; the weights before an epoch's last step are kept, for that step's update ratio."""
        ahead = (self.trainer.left or self.steps_per_epoch) - 1
        losses = self.trainer.run(min(most, ahead)) if ahead else []
        if most > ahead:
            np.copyto(self._before, self.network.parameters)
            losses += self.trainer.run(1)
        return losses

    def change(self, knob: str, value: Value) -> list[Event]:
        """Something becomes other than it was, from the next step on; the change becomes part of the run.

        `epoch_limit` moves the run's end; for what is no knob see `RunChange`.

        Raises:
            Problem: There is no such place, or the rows do not fit the network.
        """
        touched = True
        if knob.startswith(PARAMETER):
            edit(self.network, knob, float(str(value)))
        elif knob.startswith(MASK):
            mask(self.trainer, knob, str(value))
        elif isinstance(value, DataRecipe):
            self._use(value)
        else:
            self.model = msgspec.structs.replace(self.model, **{knob: value})
            self.trainer.change(recipe_of(self.model))
            touched = knob == THRESHOLD
        self.ended = self.ended and self.trainer.epoch >= self.model.epoch_limit
        made = RunChange(self.trainer.step, knob, value)
        self.run = msgspec.structs.replace(self.run, changes=(*self.run.changes, made))
        told: list[Event] = [Changed(self.id, self.run)]
        if touched:
            record = msgspec.structs.replace(self._record([]), touched=True)
            told += [Snapshot(self.id, self.weights(), self.batch_loss), Epochs(self.id, (record,))]
        return told

    def _use(self, recipe: DataRecipe) -> None:
        """Learn from other rows, with the weights as they are and fresh moments; an epoch begins."""
        now = RunChange(self.trainer.step, "data", recipe)
        rows = dataset_of(msgspec.structs.replace(self.run, changes=(*self.run.changes, now)))
        was = self.dataset
        if (rows.task, rows.outputs, len(rows.feature_names)) != (was.task, was.outputs, len(was.feature_names)):
            raise Problem("other_rows", got=rows.name, columns=len(was.feature_names), outputs=was.outputs)
        self.dataset, self._batch_losses = rows, []
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

    def end(self, reason: str, divergence: Divergence | None = None) -> Ended:
        """Finish, for `reason`."""
        self.ended = True
        return Ended(self.id, reason, self.weights(), self.seconds, divergence)

    def weights(self) -> Weights:
        """The parameters as they are now."""
        flat, depth = self.network.parameters, len(self.network.activations)
        held = tuple((layer, unit, value) for (layer, unit), value in self.network.held.items())
        shown = depth if depth < len(self.model.hidden) else None
        return Weights(self.trainer.step, self.trainer.epoch, flat.dtype.name, flat.tobytes(), held, shown)

    def make_planned_changes(self) -> list[Event]:
        """Changes of a run that is repeated, where their step has come."""
        told: list[Event] = []
        while self._planned and self._planned[0].step <= self.trainer.step:
            planned = self._planned.pop(0)
            told += self.change(planned.knob, planned.value)
        return told

    def _record(self, losses: list[float]) -> EpochRecord:
        health: tuple[LayerHealth, ...] = ()
        if self.trainer.step:
            health = health_of(self.network, self._before, self.dataset.train.inputs)
        return EpochRecord(
            self.trainer.epoch,
            self.trainer.step,
            self._scores(self.dataset.train),
            self._scores(self.dataset.validation),
            float(np.mean(losses)) if losses else None,
            self.trainer.penalty(),
            health,
        )

    def _scores(self, part: Part) -> Scores:
        outputs = self.network.outputs(part.inputs)
        return Scores(**scores(self.loss, outputs, part.targets, self.model.decision_threshold))


@lru_cache(maxsize=8)
def _trained(text: str, steps: int) -> Network:
    """The network of a run after so many of its steps; repeated once, since many runs may stand on it."""
    live = LiveRun(from_text(text))
    while not live.ended and live.trainer.step < steps:
        live.advance(steps - live.trainer.step)
    live.make_planned_changes()
    return live.network
