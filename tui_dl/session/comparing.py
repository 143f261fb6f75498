"""In what runs differ: the knobs that were not the same at their ends, what they learned from, what learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_dl.session.experiment import ClassicModel
from tui_dl.session.knobs import KNOBS, value_at
from tui_dl.session.touching import MASK, PARAMETER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.experiment import Run

DATA, MODEL, HAND = "data", "model", "hand"


def differing(runs: Sequence[Run]) -> list[str]:
    """What is not the same in all of `runs`: `data`, `model`, names of knobs, `hand` where weights were touched."""
    names = (DATA, MODEL, *KNOBS, HAND)
    return [name for name in names if any(setting(run, name) != setting(runs[0], name) for run in runs[1:])]


def setting(run: Run, name: str) -> Any:
    """What a run has there; None where it has no such knob."""
    model = run.experiment.model
    if name == DATA:
        recipe = run.experiment.data
        return " ".join((recipe.make, *recipe.do))
    if name == MODEL:
        return model.method if isinstance(model, ClassicModel) else str(model.__struct_config__.tag)
    if name == HAND:
        return sum(change.knob.startswith((PARAMETER, MASK)) for change in run.changes)
    return value_at(run, name)
