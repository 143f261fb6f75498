"""The whole state of a run as the screens, views and checks see it: folded from events, never edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tui_dl.session import protocol
from tui_dl.session.protocol import Divergence, EpochRecord, Event, Scores, Weights

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.run import Run

IDLE, RUNNING, PAUSED, ENDED, FAILED = "idle", "running", "paused", "ended", "failed"
NO_WEIGHTS = Weights(step=0, epoch=0, dtype="float32", flat=b"")


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A classical method (or a rule) fitted on the run's data."""

    name: str
    """majority, linear, linear_svm, rbf_svm, tree, forest, boosting, rule."""
    train: Scores
    validation: Scores
    fit_seconds: float
    size: int
    """In its own units: support vectors, leaves, trees, stages, weights."""
    size_unit: str
    region: bytes = b""
    """2-D data: probability of class 1 (binary), class (multiclass) or value (regression), as float32 of
    REGION_SHAPE, row 0 at the bottom of `dataset.bounds`; empty: none."""
    details: dict[str, float] | None = None
    """margin, support_vectors, leaves, trees, stages, depth, threshold ... as the method has them."""


REGION_SHAPE = (64, 96)  # rows, columns


@dataclass(frozen=True, slots=True, eq=False)
class RunState:
    """One run, from idle to its end."""

    run: Run
    dataset: Dataset
    status: str = IDLE
    id: int = 0
    parameters: int = 0
    records: tuple[EpochRecord, ...] = ()
    """Epoch 0 first; complete, in order."""
    weights: Weights = NO_WEIGHTS
    batch_loss: float | None = None
    stopped: str | None = None
    divergence: Divergence | None = None
    seconds: float = 0.0
    failure: tuple[str, dict[str, object]] | None = None
    fits: tuple[Fit, ...] = ()
    """Classical methods fitted on the very same split, as they finished."""
    fitting: tuple[str, ...] = ()
    """Names still being fitted."""

    @property
    def last(self) -> EpochRecord | None:
        """The newest record of at least one epoch."""
        return self.records[-1] if len(self.records) > 1 else None

    @property
    def epochs(self) -> int:
        """Completed epochs."""
        return self.records[-1].epoch if self.records else 0


def fold(state: RunState, event: Event) -> RunState:
    """The state after an event. Events of another run (by id) change nothing."""
    if event.id != state.id:
        return state
    return replace(state, **(_news(state, event) or _turn(event)))


def _news(state: RunState, event: Event) -> dict[str, Any]:
    """What changes while a run goes its way; nothing for the other events."""
    match event:
        case protocol.Epochs():
            return {"records": state.records + event.records}
        case protocol.Snapshot():
            return {"weights": event.weights, "batch_loss": event.batch_loss}
        case protocol.Changed():
            return {"run": event.run}
        case _:
            return {}


def _turn(event: Event) -> dict[str, Any]:
    """What changes where a run begins, holds, goes on or ends."""
    match event:
        case protocol.Began():
            return {
                "status": RUNNING,
                "parameters": event.parameters,
                "records": (event.first,),
                "weights": event.weights,
            }
        case protocol.Paused():
            return {"status": PAUSED, "weights": event.weights}
        case protocol.Resumed():
            return {"status": RUNNING}
        case protocol.Ended():
            return {
                "status": ENDED,
                "stopped": event.reason,
                "weights": event.weights,
                "seconds": event.seconds,
                "divergence": event.divergence,
            }
        case protocol.Failed():
            return {"status": FAILED, "failure": (event.code, dict(event.fields))}
        case _:
            return {}
