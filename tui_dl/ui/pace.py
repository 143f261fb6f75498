"""How fast a run is watched: about six seconds for the whole, unless its lesson or the learner says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.session.experiment import NetworkModel

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

USUAL_SECONDS = 6.0
SLOWEST, FASTEST = 0.25, 5000.0  # epochs a second


def usual(bench: Bench) -> float | None:
    """The lesson's pace; None for models without epochs."""
    model = bench.experiment.model
    if not isinstance(model, NetworkModel):
        return None
    return bench.lesson.pace or max(1.0, model.epoch_limit / USUAL_SECONDS)


def changed(bench: Bench, factor: float) -> float | None:
    """The pace after a key: half, double, or none at all (`factor` 0)."""
    now = bench.pace or usual(bench) or 1.0
    return None if factor == 0 else min(FASTEST, max(SLOWEST, now * factor))
