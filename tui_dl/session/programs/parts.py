"""What the programs have in common: the numbers of a run, and pieces of text by the names of our knobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.problem import Problem
from tui_dl.engine.searches import SEARCHES
from tui_dl.session.building import changed_model
from tui_dl.session.experiment import STREAMS, NetworkModel
from tui_dl.session.knobs import KNOBS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.experiment import Experiment
    from tui_dl.session.position import Position
    from tui_dl.session.run import Run, RunChange

TURNED = {"learning_rate": "RATE", "batch_size": "BATCH", "l1": "L1", "l2": "L2"}  # as the programs call them
NOT_TOLD = ("epoch_limit", "decision_threshold", "target", "patience")  # that change no loss of an epoch


@dataclass(frozen=True, slots=True)
class Facts:
    """A run in numbers.

    Attributes:
        sizes: Inputs, hidden layers, outputs.
        activations: One a hidden layer.
        starts: How each layer's weights begin, as NumPy expressions of `draws`.
        seeds: Of weights, batches and dropout, as they are given to `default_rng`.
        epochs: How many are trained.
        turns: Knobs that were turned on the way, all of `TURNED`; what was turned before the first step is in `model`.
        file: Where the rows are.
    """

    experiment: Experiment
    model: NetworkModel
    loss: str
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    starts: tuple[str, ...]
    seeds: tuple[list[int], list[int], list[int]]
    epochs: int
    file: str
    turns: tuple[RunChange, ...] = ()

    def ever(self, *knobs: str) -> bool:
        """Whether one of them is ever other than zero."""
        turned = {change.knob for change in self.turns}
        return any(getattr(self.model, knob) or knob in turned for knob in knobs)

    def turning(self, lines: Callable[[RunChange], str]) -> list[str]:
        """What a program does after a step at which something was turned; `lines` says it of each."""
        made = dict[int, dict[str, str]]()
        for change in self.turns:  # of several at one step the last
            made.setdefault(change.step, {})[change.knob] = lines(change)
        return [
            line for step in made for line in (f"if step == {step}:", *(f"    {one}" for one in made[step].values()))
        ]


def facts_of(run: Run, position: Position, epochs: int, file: str) -> Facts:
    """What a program needs to know; `position` is the run before its first step.

    Raises:
        Problem: The run has something that no short program tells.
    """
    turns = _turns_of(run)
    model = changed_model(position.model, [change for change in turns if change.step == 0])
    turns = tuple(change for change in turns if change.step)
    told = {
        "start_from": run.experiment.origin is not None,
        "schedule": model.schedule != "joint",
        "optimizer": model.optimizer in SEARCHES,
        "positive_weight": model.positive_weight != 1.0,
        "direction": model.direction != "down",
    }
    for name, beyond in told.items():
        if beyond:
            raise Problem("not_as_code", name=name)
    network = position.network
    weights, batches, dropout = ([run.experiment.seed_of(name), STREAMS.index(name)] for name in STREAMS[1:])
    bends = (*network.activations, "linear")
    starts = tuple(
        _start(model, name, inputs, units)
        for name, inputs, units in zip(bends, network.sizes, network.sizes[1:], strict=False)
    )
    seeds = (weights, batches, dropout)
    return Facts(
        run.experiment, model, position.loss, network.sizes, network.activations, starts, seeds, epochs, file, turns
    )


def _turns_of(run: Run) -> tuple[RunChange, ...]:
    """What was changed on the way, as far as it is in the losses.

    Raises:
        Problem: Something of it is in no short program.
    """
    turns = tuple(change for change in run.changes if change.knob not in NOT_TOLD)
    for change in turns:
        if change.knob not in KNOBS:
            raise Problem("touched_not_as_code")
        fresh = change.knob == "l2" and getattr(run.experiment.model, "optimizer", "") == "adamw"  # moments begin anew
        if change.knob not in TURNED or fresh:
            raise Problem("turned_not_as_code", name=change.knob)
    return turns


def _start(model: NetworkModel, activation: str, inputs: int, units: int) -> str:
    """How a layer's weights are drawn, (units, inputs)."""
    name = ACTIVATIONS[activation].start if model.initializer == "auto" else model.initializer
    shape, scale = f"({units}, {inputs})", model.initializer_scale
    if name == "glorot":
        limit = f"{scale} * np.sqrt(6 / ({inputs} + {units}))"
        return f"draws.uniform(-{limit}, {limit}, {shape})"
    if name == "he":
        return f"draws.normal(0, {scale} * np.sqrt(2 / {inputs}), {shape})"
    if name == "normal":
        return f"draws.normal(0, {scale}, {shape})"
    return f"np.zeros({shape})" if name == "zeros" else f"np.full({shape}, {scale})"


def bias_starts(facts: Facts) -> list[float]:
    """Where the biases of each layer begin."""
    base = facts.model.initializer_scale if facts.model.initializer == "constant" else 0.0
    return [base + facts.model.bias_start] * len(facts.activations) + [base]


def heading(facts: Facts, library: str) -> str:
    """The first lines of every program: rows, sizes, settings."""
    model, dtype = facts.model, "float64" if facts.model.float64 else "float32"
    order = "order.permutation(len(rows))" if model.shuffle == "on" else "np.arange(len(rows))"
    starts = "\n".join(f"    {start}," for start in facts.starts)
    whole = facts.loss == "softmax_cross_entropy"
    targets = "rows[:, -1].astype(int)" if whole else "rows[:, -1:].astype(dtype)"
    return (
        f'''"""A run of tui-dl in {library}: the same rows, weights and batches, and so the same losses.

{facts.file} holds the training rows, prepared: the inputs, and last the target.
"""

import numpy as np
'''.rstrip()
        + f'''
@IMPORTS@
dtype = np.{dtype}
rows = np.loadtxt("{facts.file}", delimiter=",", ndmin=2)
inputs, targets = rows[:, :-1].astype(dtype), {targets}
EPOCHS, BATCH, RATE = {facts.epochs}, {model.batch_size}, {model.learning_rate}
draws, order = np.random.default_rng({facts.seeds[0]}), np.random.default_rng({facts.seeds[1]})
weights = [  # a layer each: (units, inputs)
{starts}
]
weights = [w.astype(dtype) for w in weights]
biases = [np.full(len(w), start, dtype) for w, start in zip(weights, {bias_starts(facts)})]


def batches():
    """The rows in a fresh order, a few at a time."""
    shuffled = {order}
    return [shuffled[start : start + BATCH] for start in range(0, len(rows), BATCH)]

'''
    )
