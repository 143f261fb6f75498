"""A sweep's work in portions: what has one shape is trained in one stack, the rest run by run."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.sweep import Entry, Stack
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.measuring import scores_of
from tui_dl.session.position import Position
from tui_dl.session.run import Run
from tui_dl.session.sweeps.grid import Trial
from tui_dl.session.unwatched import swept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_dl.data.dataset import Part
    from tui_dl.session.records import Scores

MOST_TOGETHER = 16  # beyond it a stack no longer fits the processor's cache, and gains nothing
MOST_BYTES = 2**26  # of rows in a stack


class Task(msgspec.Struct, frozen=True):
    """One trial to come: a point of the grid, and its experiment, seed included."""

    point: int
    experiment: Experiment


class Portion(msgspec.Struct, frozen=True):
    """Trials for one process, one after the other or together."""

    tasks: tuple[Task, ...]


def portions(tasks: Iterable[Task]) -> list[Portion]:
    """Tasks of one kind side by side, in handy numbers; nothing is loaded to know the kind."""
    found: dict[object, list[Task]] = {}
    for task in tasks:
        found.setdefault(_kind(task.experiment), []).append(task)
    return [
        Portion(tuple(alike[start : start + MOST_TOGETHER]))
        for alike in found.values()
        for start in range(0, len(alike), MOST_TOGETHER)
    ]


def _kind(experiment: Experiment) -> bytes:
    """What must be equal for experiments to be stacked, as far as they tell."""
    assert isinstance(experiment.model, NetworkModel)
    model = msgspec.structs.replace(experiment.model, learning_rate=1.0, l1=0.0, l2=0.0, direction="down")
    return msgspec.json.encode((model, experiment.data, experiment.origin))


def train(portion: Portion) -> list[Trial]:
    """Train a portion to the end of each run; the same trials, in whatever company.

    Raises:
        Problem: An experiment is impossible.
    """
    stacked, alone = [], []
    for task in portion.tasks:
        model = task.experiment.model
        assert isinstance(model, NetworkModel)
        watched = model.target is not None or model.patience is not None or model.schedule != "joint"
        position = None if watched else Position(Run(task.experiment))
        entry = None if position is None or task.experiment.origin is not None else _entry(position)
        if position is None or entry is None or not entry.stackable:
            alone.append(task)
        else:
            stacked.append((task, position, entry))
    found = [_by_itself(task) for task in alone]
    for _, alike in groupby(sorted(stacked, key=lambda one: repr(one[2].kind)), key=lambda one: one[2].kind):
        found += _together(list(alike))
    return found


def _entry(position: Position) -> Entry:
    train_part, trainer = position.dataset.train, position.trainer
    return Entry(position.network, train_part.inputs, train_part.targets, trainer.recipe, trainer.batch_rng)


def _by_itself(task: Task) -> Trial:
    end = swept(Run(task.experiment), 0, 0)
    last = end.last
    return Trial(task.point, task.experiment.seed, last.train, last.validation, end.reason, last.epoch, end.parameters)


def _together(members: Sequence[tuple[Task, Position, Entry]]) -> Iterator[Trial]:
    most = max(1, MOST_BYTES // max(1, members[0][2].inputs.nbytes))
    for start in range(0, len(members), most):
        yield from _one_stack(members[start : start + most])


def _one_stack(members: Sequence[tuple[Task, Position, Entry]]) -> Iterator[Trial]:
    if len(members) == 1:
        yield _by_itself(members[0][0])
        return
    first = members[0][1]
    stack = Stack(first.loss, [entry for _, _, entry in members])
    for _ in range(first.model.epoch_limit):
        stack.run_epoch()
    for number, (task, position, _) in enumerate(members):
        position.network.parameters[:] = stack.parameters[number]
        reached = stack.diverged.get(number)
        yield Trial(
            task.point,
            task.experiment.seed,
            _scored(position, position.dataset.train),
            _scored(position, position.dataset.validation),
            "epochs" if reached is None else "diverged",
            stack.epoch if reached is None else reached[0] - 1,
            position.size,
        )


def _scored(position: Position, part: Part) -> Scores:
    return scores_of(position.network, position.loss, part, position.model.decision_threshold)
