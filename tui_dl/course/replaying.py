"""Runs made again, headless and at full speed: from their text, or from a step's stored solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import classic, fitting
from tui_dl.course.written.verbs import parse_verb
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.process import Fitted, PatientFitter
from tui_dl.session.experiment import ClassicModel
from tui_dl.session.protocol import Start
from tui_dl.session.run import from_text, to_text
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import PAUSED, RunState, fold, idle

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

HELD_AT = "@step "  # never in the JSON before it: a run's text has no free words


def to_its_text(state: RunState) -> str:
    """A run as it is stored; of one that holds, also the step at which it does."""
    held = f"{HELD_AT}{state.weights.step}" if state.status == PAUSED else ""
    return to_text(state.run) + held


def from_its_text(text: str | None, run_id: int) -> RunState | None:
    """A stored run, trained again to the same numbers; None where it cannot be read any more."""
    if text is None:
        return None
    runner = InlineRunner()
    text, held, step = text.partition(HELD_AT)
    try:
        run = from_text(text)
        state = idle(run, run_id)
    except Problem:
        return None
    if isinstance(run.experiment.model, ClassicModel):
        return _fitted_again(state, run.experiment.model)
    runner.send(Start(run_id, run, replay_to=int(step) if held and step.isdecimal() else None))
    for event in runner.receive():
        state = fold(state, event)
    return state


def _fitted_again(state: RunState, model: ClassicModel) -> RunState | None:
    with PatientFitter() as fitter:
        fitter.ask(state.run.experiment, (model.method,), {model.method: model})
        answer = fitter.receive()[0]
    return classic.fitted(state, answer.fit) if isinstance(answer, Fitted) else None


def by_solution(bench: Bench, index: int) -> RunState:
    """The run that the stored solution of a step makes on a bench of its own; nothing is fitted beside it."""
    with PatientFitter() as fitter:
        spare = type(bench)(bench.whole, bench.language, InlineRunner(), fitter, bench.seed)
        spare.ledger = bench.ledger  # a look is a look, whoever has it done
        spare.enter(index)
        for text in spare.step.solution[0].do:
            if not compares(spare, text):
                spare.apply(text)
        return spare.now.passed_run or spare.state


def compares(bench: Bench, text: str) -> bool:
    """Whether a verb fits classical methods beside the run on screen: a comparison, on which no later step stands."""
    verb = parse_verb(text)
    return verb.name == "fit" and not fitting.is_run(bench, verb.words[0])
