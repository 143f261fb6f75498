"""A run that is under way: one optimizer step at a time, and what there is to tell after each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.data.loading import load
from tui_dl.engine.metrics import scores
from tui_dl.engine.network import Network
from tui_dl.engine.problem import Problem
from tui_dl.engine.searches import SEARCHES
from tui_dl.engine.training import Diverged, Recipe, Trainer
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.protocol import Began, Changed, Divergence, Ended, EpochRecord, Epochs, LayerHealth, Scores, Weights
from tui_dl.session.run import Run, RunChange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.session.protocol import Event, Value

PARAMETER = "parameter."
LOSS_OF_TASK = {"binary": "binary_cross_entropy", "multiclass": "softmax_cross_entropy", "regression": "mse"}


def network_for(model: NetworkModel, dataset: Dataset) -> Network:
    """An empty network of the model's shape for the data.

    Raises:
        Problem: As many activations as hidden layers are wanted, or one for all.
    """
    names = model.activation * len(model.hidden) if len(model.activation) == 1 else model.activation
    if len(names) != len(model.hidden):
        raise Problem("activation_count", got=len(names), wanted=len(model.hidden))
    sizes = [len(dataset.feature_names), *model.hidden, dataset.outputs]
    return Network(sizes, names, np.float64 if model.float64 else np.float32)


def loss_for(model: NetworkModel, dataset: Dataset) -> str:
    """The name of the loss; `auto` goes by the task.

    Raises:
        Problem: The loss does not fit the task.
    """
    wanted = LOSS_OF_TASK[dataset.task]
    if model.loss in {"auto", wanted}:
        return wanted
    if dataset.task == "multiclass" or (dataset.task == "regression") != (model.loss in {"mse", "mae"}):
        raise Problem("loss_of_task", got=model.loss, task=dataset.task, wanted=wanted)
    if model.loss == "softmax_cross_entropy":
        raise Problem("loss_of_task", got=model.loss, task=dataset.task, wanted=wanted)
    return model.loss


def check_weight(model: NetworkModel, loss: str) -> None:
    """A weight of class 1 needs a class 1.

    Raises:
        Problem: The loss is not binary cross-entropy.
    """
    if model.positive_weight != 1.0 and loss != LOSS_OF_TASK["binary"]:
        raise Problem("weight_needs_two_classes", got=loss)


class LiveRun:
    """A run from its first step to its last.

    Attributes:
        run: What it is, the changes made so far included.
        dataset: Its data, loaded from the run's recipe.
        trainer: The engine's trainer.
        ended: Whether it is over.
    """

    def __init__(self, run: Run, run_id: int = 0) -> None:
        """Set up; raises `Problem` where the run is impossible."""
        experiment, self.id = run.experiment, run_id
        if not isinstance(experiment.model, NetworkModel):
            raise Problem("not_a_network")
        self.run, self.model = Run(experiment), experiment.model
        self.dataset = load(experiment.data, experiment.seed_of("data"))
        self.loss = loss_for(self.model, self.dataset)
        self.network = network_for(self.model, self.dataset)
        check_weight(self.model, self.loss)
        start = self.model.initializer, experiment.generator("weights"), self.model.initializer_scale
        self.network.initialize(*start, self.model.bias_start)
        train = self.dataset.train
        self.trainer = Trainer(
            self.network,
            self.loss,
            train.inputs,
            train.targets,
            recipe_of(self.model),
            batch_rng=experiment.generator("batches"),
            dropout_rng=experiment.generator("dropout"),
        )
        self._planned = list(run.changes)
        self._before = self.network.parameters.copy()
        self._batch_losses: list[float] = []
        self._best, self._since_best = float("inf"), 0
        self.seconds, self.ended = 0.0, False
        self.batch_loss: float | None = None

    @property
    def steps_per_epoch(self) -> int:
        """Optimizer steps in an epoch, at the present batch size; a search's try is a step and an epoch."""
        if self.model.optimizer in SEARCHES:
            return 1
        return -(-len(self.dataset.train) // self.model.batch_size)

    def begin(self) -> Began:
        """The network before its first step."""
        first = EpochRecord(0, 0, self._scores(self.dataset.train), self._scores(self.dataset.validation))
        return Began(self.id, self.network.parameters.size, first, self.weights())

    def advance(self, most: int = 1) -> list[Event]:
        """`most` steps, or less where an epoch ends or a planned change is due; what there is to tell.

        There is a record to tell at an epoch's end, and the end.
        """
        started = time.perf_counter()
        told = self._make_planned_changes()
        if self._planned:
            most = min(most, self._planned[0].step - self.trainer.step)
        try:
            losses = self._train(most)
        except Diverged as blow:
            return [*told, self._end_diverged(blow)]
        self.batch_loss = losses[-1]
        self._batch_losses += losses
        if self.trainer.at_epoch_end:
            record = self._record()
            told += [Epochs(self.id, (record,)), *self._make_planned_changes()]  # one may move the end
            reason = self._reason_to_stop(record)
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

    def change(self, knob: str, value: Value) -> Changed:
        """A mid-run knob takes a new value from the next step on; the change becomes part of the run.

        `epoch_limit` moves the run's end; `parameter.N` sets the Nth number of the flat parameter vector.
        """
        if knob.startswith(PARAMETER):
            self.network.parameters[int(knob.removeprefix(PARAMETER))] = value
        else:
            self.model = msgspec.structs.replace(self.model, **{knob: value})
            self.trainer.change(recipe_of(self.model))
        self.ended = self.ended and self.trainer.epoch >= self.model.epoch_limit
        made = RunChange(self.trainer.step, knob, value)
        self.run = msgspec.structs.replace(self.run, changes=(*self.run.changes, made))
        return Changed(self.id, self.run)

    def end(self, reason: str, divergence: Divergence | None = None) -> Ended:
        """Finish, for `reason`."""
        self.ended = True
        return Ended(self.id, reason, self.weights(), self.seconds, divergence)

    def weights(self) -> Weights:
        """The parameters as they are now."""
        flat = self.network.parameters
        return Weights(self.trainer.step, self.trainer.epoch, flat.dtype.name, flat.tobytes())

    def _make_planned_changes(self) -> list[Event]:
        told: list[Event] = []
        while self._planned and self._planned[0].step <= self.trainer.step:
            planned = self._planned.pop(0)
            told.append(self.change(planned.knob, planned.value))
        return told

    def _record(self) -> EpochRecord:
        losses, self._batch_losses = self._batch_losses, []
        return EpochRecord(
            self.trainer.epoch,
            self.trainer.step,
            self._scores(self.dataset.train),
            self._scores(self.dataset.validation),
            float(np.mean(losses)),
            self.trainer.penalty(),
            self._health(),
        )

    def _scores(self, part: Part) -> Scores:
        return Scores(**scores(self.loss, self.network.outputs(part.inputs), part.targets))

    def _health(self) -> tuple[LayerHealth, ...]:
        names = (*self.network.activations, "linear")
        said = self.network.layer_outputs(self.dataset.train.inputs)
        health, start = [], 0
        for layer, name, values in zip(self.network.layers, names, said, strict=True):
            before = self._before[start : start + layer.matrix.size].reshape(layer.matrix.shape)
            start += layer.matrix.size
            size = float(np.linalg.norm(before)) or 1.0
            health.append(
                LayerHealth(
                    float(np.linalg.norm(layer.gradient)),
                    float(np.linalg.norm(layer.matrix - before)) / size,
                    _saturated(name, values),
                    float((values == 0).all(axis=0).mean()),
                )
            )
        return tuple(health)

    def _reason_to_stop(self, record: EpochRecord) -> str | None:
        score = record.validation.accuracy if record.validation.accuracy is not None else record.validation.r2
        if self.model.target is not None and score is not None and score >= self.model.target:
            return "target"
        loss = record.validation.loss
        improved = loss is not None and loss < self._best
        self._best, self._since_best = (loss or 0.0, 0) if improved else (self._best, self._since_best + 1)
        if self.model.patience is not None and self._since_best >= self.model.patience:
            return "patience"
        return "epochs" if record.epoch >= self.model.epoch_limit else None

    def _end_diverged(self, blow: Diverged) -> Ended:
        self.trainer.restore()
        return self.end("diverged", Divergence(blow.epoch, blow.step, blow.layer))


def recipe_of(model: NetworkModel) -> Recipe:
    """The part of a model's knobs that may change while it trains."""
    return Recipe(**{name: getattr(model, name) for name in Recipe.__dataclass_fields__})


def _saturated(activation: str, values: NDArray[np.floating]) -> float:
    """Share of outputs at their ends: |tanh| above .95, sigmoid outside .025 to .975."""
    if activation == "tanh":
        return float((np.abs(values) > 0.95).mean())
    if activation == "sigmoid":
        return float((np.abs(values - 0.5) > 0.475).mean())
    return 0.0
