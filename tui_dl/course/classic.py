"""A step whose model is a classical method: its run is one fit, asked of the fitting process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.course.written.problem import LessonProblem
from tui_dl.session.classical.process import Fitted
from tui_dl.session.experiment import ClassicModel
from tui_dl.session.records import EpochRecord, Scores
from tui_dl.session.state import ENDED, FAILED, IDLE, RUNNING

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.classical.process import Fit, FitFailed
    from tui_dl.session.experiment import Model
    from tui_dl.session.state import RunState


def check(bench: Bench, model: Model) -> None:
    """Make sure that there is somebody to ask, before anything has changed.

    Raises:
        Problem: There is nobody.
    """
    if isinstance(model, ClassicModel) and bench.fitter is None:
        raise LessonProblem("verb_not_built", got=f"fit {model.method}")


def begin(bench: Bench) -> bool:
    """Ask for the fit that is the run on screen; False where its model is no classical method."""
    model = bench.experiment.model
    if not isinstance(model, ClassicModel) or bench.fitter is None:
        return False
    bench.awaited = bench.fitter.ask(bench.experiment, (model.method,), {model.method: model})
    return True


def take(bench: Bench, answer: Fitted | FitFailed) -> bool:
    """Put the fit into its run, if it is that which is awaited; a knob turned meanwhile asks for another."""
    if answer.id != bench.awaited:
        return False
    bench.awaited, asked = 0, bench.state.run.experiment
    if isinstance(answer, Fitted):
        bench.state = fitted(bench.state, answer.fit)
    else:
        bench.state = replace(bench.state, status=FAILED, failure=(answer.code, dict(answer.fields)))
    if bench.experiment != asked:
        bench.start()
    return True


def give_up(bench: Bench) -> None:
    """Wait no longer: the run has not begun."""
    bench.awaited = 0
    if bench.state.status == RUNNING and isinstance(bench.state.run.experiment.model, ClassicModel):
        bench.state = replace(bench.state, status=IDLE)


def fitted(state: RunState, fit: Fit) -> RunState:
    """The run with its fit: one epoch, measured as any other; of boosting, an epoch a stage."""
    stages = fit.mending.stages if fit.mending else ((Scores(), Scores()), (fit.train, fit.validation))
    records = tuple(EpochRecord(stage, 0, *scores) for stage, scores in enumerate(stages))
    return replace(state, status=ENDED, stopped="epochs", records=records, seconds=fit.fit_seconds, fit=fit)
