"""The whole state of a run as screens, views and checks see it: folded from events, never edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol
from tui_dl.session.material import dataset_of
from tui_dl.session.records import Divergence, EpochRecord, Scores, Weights

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.classical.process import Fit
    from tui_dl.session.experiment import RuleModel, Run
    from tui_dl.session.protocol import Event

IDLE, RUNNING, PAUSED, ENDED, FAILED = "idle", "running", "paused", "ended", "failed"
NO_WEIGHTS = Weights(step=0, epoch=0, dtype="float32", flat=b"")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a run scored on rows that nothing was chosen by.

    Attributes:
        step: Of how many steps the weights were made that were judged.
        test: On the test part, once its seal was broken.
        fresh: On a sample drawn after that.
    """

    step: int
    test: Scores
    fresh: Scores | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RunState:
    """One run, from idle to its end.

    Attributes:
        run: What it is, the changes made so far included.
        dataset: Its data; the test part stays sealed.
        status: idle, running, paused, ended or failed.
        records: Epoch 0 first; in order, and complete unless the run is very long. Empty while idle.
        weights: The newest.
        batch_loss: Of the batch that made them.
        stopped: Why it ended: epochs, target, patience, diverged, user.
        seconds: Time spent in training.
        failure: Code and fields of a `Problem`.
        rule: What was found, where the model is a rule.
        fit: What came of it, where the model is a classical method.
        fits: Classical methods on the very same split, as they finished: comparisons.
        fitting: Names that are still being fitted.
        seen: The earlier step that was asked for last, while the past is looked at.
        judgement: What the test part said, if anyone has looked.
    """

    run: Run
    dataset: Dataset
    status: str = IDLE
    id: int = 0
    parameters: int = 0
    records: tuple[EpochRecord, ...] = ()
    weights: Weights = NO_WEIGHTS
    batch_loss: float | None = None
    stopped: str | None = None
    divergence: Divergence | None = None
    seconds: float = 0.0
    failure: tuple[str, dict[str, Any]] | None = None
    rule: RuleModel | None = None
    fit: Fit | None = None
    fits: tuple[Fit, ...] = ()
    fitting: tuple[str, ...] = ()
    judgement: Judgement | None = None

    @property
    def judged(self) -> Judgement | None:
        """The judgement, where it is of the weights as they are."""
        return self.judgement if self.judgement and self.judgement.step == self.weights.step else None

    seen: protocol.Seen | None = None

    @property
    def last(self) -> EpochRecord | None:
        """The newest record of at least one epoch."""
        return self.records[-1] if len(self.records) > 1 else None

    @property
    def best_fit(self) -> str | None:
        """The comparison that leads on validation, by name."""
        scored = [(fit.validation.score, fit.name) for fit in self.fits if fit.validation.score is not None]
        return max(scored)[1] if scored else None

    @property
    def epochs(self) -> int:
        """Completed epochs."""
        return self.records[-1].epoch if self.records else 0


def idle(run: Run, run_id: int = 0) -> RunState:
    """A run that has not begun.

    Raises:
        Problem: Its data is impossible.
    """
    return RunState(run, dataset_of(msgspec.structs.replace(run, changes=())), id=run_id)


def fold(state: RunState, event: Event) -> RunState:
    """The state after an event; events of another run (by id) change nothing."""
    if event.id != state.id:
        return state
    return replace(state, **(_news(state, event) or _turn(event)))


def as_of(state: RunState, seen: protocol.Seen) -> RunState:
    """The run as it was at an earlier step, held there: what every figure draws that looks into the past.

    Its records end with the last epoch that was complete; changes made later are not in it.
    """
    step, whole = seen.weights.step, state.run
    run = msgspec.structs.replace(whole, changes=tuple(change for change in whole.changes if change.step <= step))
    return replace(
        state,
        run=run,
        dataset=dataset_of(run),
        status=PAUSED,
        records=tuple(record for record in state.records if record.step <= step),
        weights=seen.weights,
        batch_loss=seen.batch_loss,
        stopped=None,
        divergence=None,
        seen=None,
    )


def _news(state: RunState, event: Event) -> dict[str, Any]:
    """What changes while a run goes its way; nothing for the other events."""
    match event:
        case protocol.Epochs():
            return {"records": state.records + event.records}
        case protocol.Snapshot():
            return {"weights": event.weights, "batch_loss": event.batch_loss}
        case protocol.Changed():
            rows = isinstance(event.run.changes[-1].value, DataRecipe)
            return {"run": event.run, **({"dataset": dataset_of(event.run)} if rows else {})}
        case protocol.Seen():
            return {"seen": event}
        case _:
            return {}


def _turn(event: Event) -> dict[str, Any]:
    """What changes where a run begins, holds, goes on or ends."""
    match event:
        case protocol.Began():
            begun = {"status": RUNNING, "parameters": event.parameters, "stopped": None, "batch_loss": None}
            return {**begun, "records": (event.first,), "weights": event.weights}
        case protocol.Paused():
            return {"status": PAUSED, "weights": event.weights, "batch_loss": event.batch_loss}
        case protocol.Resumed():
            return {"status": RUNNING, "stopped": None, "seen": None}
        case protocol.Ended():
            ended = {"status": ENDED, "stopped": event.reason, "weights": event.weights, "seconds": event.seconds}
            return {**ended, "divergence": event.divergence, "rule": event.rule}
        case protocol.Failed():
            return {"status": FAILED, "failure": (event.code, dict(event.fields))}
        case _:
            return {}
