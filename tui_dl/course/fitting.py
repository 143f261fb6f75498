"""Fitting the classical methods, and rules, from a lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course import classic, judging
from tui_dl.course.recipes import CLASSIC, model_of
from tui_dl.course.written.problem import LessonProblem, near
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.methods import done_in_time
from tui_dl.session.classical.process import Fitted, Judged, names_for
from tui_dl.session.experiment import ClassicModel, RuleModel

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.written.verbs import Verb
    from tui_dl.session.classical.process import Answer, FitFailed
    from tui_dl.session.state import RunState


def fit(bench: Bench, verb: Verb) -> None:
    """`fit rule`, or one of the lesson's own methods where the step's model is one, is a run; others are compared.

    Raises:
        Problem: There is no such method.
    """
    name = verb.words[0]
    named = model_of(bench.lesson, name) if name in bench.lesson.model or name == "rule" else None
    if named is not None and is_run(bench, name):
        classic.check(bench, named)
        bench.experiment = msgspec.structs.replace(bench.experiment, model=named)
        bench.start()
        return
    if bench.fitter is None:
        raise LessonProblem("verb_not_built", got=f"fit {name}")
    known = (*CLASSIC, "all", *bench.lesson.model)
    if name not in known:
        raise LessonProblem("unknown_name", got=name, near=near(name, list(known)))
    data = bench.state.dataset
    asked = done_in_time(names_for(data.task), data.training_rows) if name == "all" else (name,)
    models = {}
    if isinstance(named, ClassicModel):
        asked, models = (named.method,), {named.method: named}
    bench.refusal = None
    kept = tuple(one for one in bench.state.fits if one.name not in asked)
    bench.state = replace(bench.state, fits=kept, fitting=asked)
    bench.request = bench.fitter.ask(bench.state.run.experiment, asked, models)


def is_run(bench: Bench, name: str) -> bool:
    """Whether `fit NAME` is a run of its own, and no comparison beside the run on screen."""
    named = model_of(bench.lesson, name) if name in bench.lesson.model or name == "rule" else None
    beside_another = isinstance(bench.experiment.model, ClassicModel)
    return isinstance(named, RuleModel) or (isinstance(named, ClassicModel) and beside_another)


def take_all(bench: Bench, answers: list[Answer]) -> None:
    """Hand what the fitting process has answered to whom it is owed."""
    for answer in answers:
        if isinstance(answer, Judged) or answer.id in bench.judging:
            judging.take(bench, answer)
        elif not classic.take(bench, answer):
            take(bench, answer)


def take(bench: Bench, answer: Fitted | FitFailed) -> None:
    """Put a fit beside the run on screen, where it was asked for there."""
    if answer.id != bench.request:
        return
    name = answer.fit.name if isinstance(answer, Fitted) else answer.name
    state = bench.state
    bench.state = replace(state, fitting=tuple(one for one in state.fitting if one != name))
    if isinstance(answer, Fitted):
        bench.state = replace(bench.state, fits=(*bench.state.fits, answer.fit))
    else:
        bench.refusal = Problem(answer.code, **answer.fields)


def cancel(bench: Bench) -> None:
    """Give up what is still being fitted."""
    classic.give_up(bench)
    if bench.fitter is not None:
        bench.fitter.cancel()
        bench.judging.clear()
    bench.state = replace(bench.state, fitting=())


def carried(before: RunState | None, state: RunState) -> RunState:
    """A new run keeps the fits of the one before, where the rows are the same."""
    if before is None:
        return state
    was, now = before.run.experiment, state.run.experiment
    same_rows = was.data == now.data and was.seed_of("data") == now.seed_of("data")
    return replace(state, fits=before.fits, fitting=before.fitting) if same_rows else state
