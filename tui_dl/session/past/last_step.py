"""The last step of a run taken apart; before the first one, the step to come. The run is repeated up to there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.anatomy import Anatomy, Nudges
from tui_dl.engine.divergence import Diverged
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.position import Position
from tui_dl.session.run import from_text, to_text

if TYPE_CHECKING:
    from tui_dl.session.state import RunState

PATIENCE = 0.3  # seconds, about, to come there again: a picture does not wait longer
STEP_COST, NUMBER_COST = 2e-5, 5e-10  # seconds, about, of any step, and of a parameter for a row


@dataclass(frozen=True, slots=True, eq=False)
class TakenStep:
    """A step of a run, its arrays, and what nudging finds.

    Attributes:
        number: Of the step, from 1.
        to_come: Whether it is yet to be taken: the network has its weights from before it.
        anatomy: Its arrays.
        nudges: Losses of the same batch with one number changed.
        learning_rate: As it was.
        optimizer: As it was.
    """

    number: int
    to_come: bool
    anatomy: Anatomy
    nudges: Nudges
    learning_rate: float
    optimizer: str


def taken_step(state: RunState) -> TakenStep | None:
    """The step that made the weights on screen; where a hand has changed them since, or none was taken, the next.

    None where there is no run of a network under way, no gradient (a search), or the way there is too long.
    """
    model = state.run.experiment.model
    if not state.records or not isinstance(model, NetworkModel):
        return None
    step, rows = state.weights.step, min(model.batch_size, len(state.dataset.train))
    if step * (STEP_COST + state.parameters * rows * NUMBER_COST) > PATIENCE:
        return None
    touched = any(change.step == step for change in state.run.changes)
    return _taken(to_text(state.run), step if touched or not step else step - 1, state.weights.step)


@lru_cache(maxsize=8)
def _taken(text: str, ahead: int, now: int) -> TakenStep | None:
    """The step after the first `ahead` of a run that stands at step `now`."""
    run = from_text(text)
    if ahead < now:  # what was changed since does not belong to it
        run = msgspec.structs.replace(run, changes=tuple(change for change in run.changes if change.step <= ahead))
    position = _following(to_text(run))
    if position.trainer.step > ahead:
        position = Position(run)
    try:
        position.go_to(ahead)
        anatomy = position.take_apart() if position.trainer.step == ahead else None
    except Diverged:
        return None
    if anatomy is None:
        return None
    trainer = position.trainer  # another one, where a layer has joined
    nudges = Nudges(trainer, anatomy)
    return TakenStep(ahead + 1, ahead == now, anatomy, nudges, trainer.recipe.learning_rate, trainer.recipe.optimizer)


@lru_cache(maxsize=2)
def _following(text: str) -> Position:
    """A run that is repeated once, and then only followed."""
    return Position(from_text(text))
