"""Names in conditions that speak of one training step: the batch's loss, and what the step did to each number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.session.inspection import network_of
from tui_dl.session.past.last_step import taken_step
from tui_dl.session.places import DOTTED, index_of, place_of

if TYPE_CHECKING:
    from tui_dl.session.past.last_step import TakenStep
    from tui_dl.session.state import RunState

STEPPED = re.compile(rf"({DOTTED.pattern})\.(before|gradient|nudged|step|after)")
OF_THE_STEP = ("taken.loss", "taken.new_loss", "taken.downhill")
NUDGE = 0.01


def step_value(state: RunState, name: str) -> float | None:
    """The value of one of `OF_THE_STEP`, or of `STEPPED`; None where no step can be shown, or there is no such place.

    `taken.downhill`: the share of a network's numbers for which a nudge against the gradient lowers the batch's loss.
    """
    step = taken_step(state)
    if step is None:
        return None
    if name in OF_THE_STEP:
        values = {"taken.loss": step.anatomy.loss, "taken.new_loss": step.anatomy.new_loss}
        return values[name] if name in values else _downhill(step)
    place, _, what = name.rpartition(".")
    network, found = network_of(state), place_of(place)
    index = index_of(network, found) if network is not None and found is not None else None
    return None if index is None else number_of(step, index, what)


def number_of(step: TakenStep, index: int, what: str) -> float:
    """What a step did to one parameter: before, gradient, nudged, step or after."""
    anatomy = step.anatomy
    if what == "nudged":
        return step.nudges.slope(index)
    if what == "step":
        return float(anatomy.after[index] - anatomy.before[index])
    values = {"before": anatomy.before, "gradient": anatomy.gradients, "after": anatomy.after}
    return float(values[what][index])


def _downhill(step: TakenStep) -> float:
    now = step.nudges.loss(0, 0.0)
    ways = -np.sign(step.anatomy.gradients)
    return float(np.mean([step.nudges.loss(index, NUDGE * way) < now for index, way in enumerate(ways.tolist())]))
