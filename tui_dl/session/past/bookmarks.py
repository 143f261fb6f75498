"""Places in a run's past that are worth going back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tui_dl.session.records import EpochRecord
    from tui_dl.session.state import RunState

BEST, FIRST_OVER, BLOW_UP = "best", "first_over", "blow_up"


class Bookmark(msgspec.Struct, frozen=True):
    """A step, and why: `best` on validation, `first_over` a threshold there, or the `blow_up`."""

    name: str
    epoch: int
    step: int


def bookmarks(state: RunState, threshold: float) -> tuple[Bookmark, ...]:
    """What there is of them, in order of the steps.

    The best is the first epoch with the highest validation score, of equal ones that with the lowest loss there.
    The blow-up is the last step before the loss that ended the run.
    """
    measured = [(record, score) for record in state.records if (score := record.validation.score) is not None]
    found = []
    if measured:
        best = max(measured, key=lambda pair: (pair[1], -(pair[0].validation.loss or 0.0), -pair[0].step))[0]
        found.append(_mark(BEST, best))
    over = next((record for record, score in measured if score >= threshold), None)
    if over is not None:
        found.append(_mark(FIRST_OVER, over))
    if state.divergence is not None:
        found.append(Bookmark(BLOW_UP, state.divergence.epoch, state.divergence.step))
    return tuple(sorted(found, key=lambda mark: mark.step))


def _mark(name: str, record: EpochRecord) -> Bookmark:
    return Bookmark(name, record.epoch, record.step)
