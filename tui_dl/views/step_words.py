"""What the figures of one step share: its title, its numbers as text, and the sentence where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.searches import SEARCHES
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.past.last_step import taken_step
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.session.past.last_step import TakenStep
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

SIGNED = 6  # cells of a number below 10


def step_of(scene: Scene) -> TakenStep | None:
    """The step to show."""
    return taken_step(scene.state)


def title_of(step: TakenStep, row: int, language: str) -> str:
    """Which step it is, and which row of which batch is shown in numbers."""
    key = "figure.step_to_come" if step.to_come else "figure.step_taken"
    return say(language, key, number=step.number, row=row + 1, rows=step.anatomy.rows)


def why_none(scene: Scene, language: str) -> str:
    """Why there is no step to show."""
    model = scene.state.run.experiment.model
    if not isinstance(model, NetworkModel):
        return say(language, "figure.no_network")
    if not scene.state.records:
        return say(language, "figure.step_idle")
    return say(language, "figure.step_search" if model.optimizer in SEARCHES else "figure.step_far")


def signed(value: float) -> str:
    """A number with its sign, three decimals, or two digits of what is far off."""
    if not np.isfinite(value):
        return f"{value:+}"
    return f"{value:+.3f}" if abs(value) < 1000 else f"{value:+.1e}"


def listed(values: Array, room: int) -> str:
    """As many numbers as fit into `room` cells, with an ellipsis for the rest."""
    text = ""
    for number, value in enumerate(values.tolist()):
        more = f"{text} {signed(value)}".strip()
        if len(more) + (2 if number + 1 < len(values) else 0) > room:
            return f"{text} …".strip()
        text = more
    return text


def spread(values: Array, width: int, rows: int) -> tuple[str, ...]:
    """As many numbers as fit into `rows` lines of `width` cells, the last with an ellipsis for the rest."""
    each = max((width + 1) // (SIGNED + 1), 1)
    whole = max(rows - 1, 0) * each
    if len(values) <= whole + each and rows > 0:
        parts = [values[at : at + each] for at in range(0, len(values), each)]
    else:
        parts = [*(values[at : at + each] for at in range(0, whole, each)), values[whole:]]
    return tuple(listed(part, width) for part in parts[:rows])


def rows_of(scene: Scene) -> int:
    """How many rows the step's batch has; 0 where there is no step to show."""
    step = step_of(scene)
    return 0 if step is None else step.anatomy.rows


def shown_row(scene: Scene, step: TakenStep) -> int:
    """Which row of the batch is shown, from 0."""
    return min(max(scene.row, 0), step.anatomy.rows - 1)


def row_of(step: TakenStep, name: str, row: int) -> Array:
    """(units,) of an array on the batch's way, for one of its rows, from 0."""
    return next(piece.values[:, row] for piece in step.anatomy.forward if piece.name == name)


def losses(step: TakenStep) -> tuple[str, str]:
    """The batch's loss before and after the step, as text."""
    return numbers.loss(step.anatomy.loss), numbers.loss(step.anatomy.new_loss)
