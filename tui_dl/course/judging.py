"""The sealed test part: `open_test` looks, and it is written down; `draw_fresh` draws rows that nobody has seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_dl.course.written.problem import LessonProblem
from tui_dl.data.split import open_test as break_seal
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol
from tui_dl.session.classical.process import FitFailed, Judged
from tui_dl.session.experiment import ClassicModel
from tui_dl.session.judging import fresh_part, scores_on
from tui_dl.session.run import to_text
from tui_dl.session.state import Judgement

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.ledger import Page
    from tui_dl.course.written.verbs import Verb
    from tui_dl.data.dataset import Part
    from tui_dl.session.classical.process import Answer
    from tui_dl.session.records import Scores
    from tui_dl.session.state import RunState


@dataclass(frozen=True, slots=True)
class Asked:
    """Scores that are owed.

    Attributes:
        run_id: Of which run,
        step: after how many of its steps,
        what: on what: test or fresh.
        page: Where they are written down.
    """

    run_id: int
    step: int
    what: str
    page: Page


def open_test(bench: Bench, verb: Verb) -> None:
    """`open_test`: score the run on screen on the test part; `open_test all`: every run of the step on these rows.

    Raises:
        Problem: There is no trained model to judge.
    """
    everyone = verb.words == ("all",)
    if verb.words and not everyone:
        raise LessonProblem("verb_words", got=" ".join(("open_test", *verb.words)), verb="open_test")
    bench.rest(protocol.Pause())
    judged = _of_these_rows(bench) if everyone else [bench.state]
    if not judged or not judged[0].epochs:
        raise Problem("nothing_to_judge")
    _check(bench, judged)
    page = bench.ledger.page(bench.lesson.id, bench.step.id, to_text(judged[0].run), len(judged))
    part = break_seal(bench.state.dataset, page)
    bench.now.opened += len(judged)
    bench.now.did.add("open_test")
    for state in judged:
        _judge(bench, state, part, "test", page)


def draw_fresh(bench: Bench, _verb: Verb) -> None:
    """Score the run on screen on rows that are drawn only now. Only what the test part has judged can be judged again.

    Raises:
        Problem: The test part is still sealed, or the data is a table and has no more rows.
    """
    state = bench.state
    if state.judged is None or not bench.ledger.openings:
        raise Problem("seal_first")
    part = fresh_part(state, bench.now.draws + 1)
    _check(bench, [state])
    bench.now.draws += 1
    bench.now.did.add("draw_fresh")
    _judge(bench, state, part, "fresh", bench.ledger.last_page())


def _of_these_rows(bench: Bench) -> list[RunState]:
    """The step's runs that learned from the rows on screen."""
    here = bench.state.run.experiment
    states = [scope.state for scope in bench.scope().runs()]
    wanted = (here.data, here.seed_of("data"))
    return [one for one in states if (one.run.experiment.data, one.run.experiment.seed_of("data")) == wanted]


def _check(bench: Bench, states: list[RunState]) -> None:
    if bench.fitter is None and any(isinstance(one.run.experiment.model, ClassicModel) for one in states):
        raise LessonProblem("verb_not_built", got="open_test")


def _judge(bench: Bench, state: RunState, part: Part, what: str, page: Page) -> None:
    """Score a run; a classical method is asked of the fitting process."""
    model, asked = state.run.experiment.model, Asked(state.id, state.weights.step, what, page)
    if isinstance(model, ClassicModel) and bench.fitter is not None:
        bench.judging[bench.fitter.judge(state.run.experiment, model, part)] = asked
        return
    scores = scores_on(state, part)
    if scores is not None:
        _put(bench, asked, scores)


def take(bench: Bench, answer: Answer) -> None:
    """A classical method's scores, where they are still owed."""
    asked = bench.judging.pop(answer.id, None)
    if asked is not None and isinstance(answer, Judged):
        _put(bench, asked, answer.scores)
    elif isinstance(answer, FitFailed):
        bench.refusal = Problem(answer.code, **answer.fields)


def _put(bench: Bench, asked: Asked, scores: Scores) -> None:
    """Give a run its scores wherever the bench holds it, and write them down."""

    def told(state: RunState) -> RunState:
        if state.id != asked.run_id:
            return state
        if asked.what == "test":
            return replace(state, judgement=Judgement(asked.step, scores))
        return replace(state, judgement=replace(state.judgement, fresh=scores)) if state.judgement else state

    bench.state = told(bench.state)
    bench.kept = {name: told(state) for name, state in bench.kept.items()}
    for memory in bench.memory.values():
        memory.runs = [told(state) for state in memory.runs]
        memory.passed_run = told(memory.passed_run) if memory.passed_run else None
        memory.last_run = told(memory.last_run) if memory.last_run else None
    (asked.page.saw if asked.what == "test" else asked.page.drew)(scores)
