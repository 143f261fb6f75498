"""What a lesson promises, done: tasks fail, then pass with their solution; wrong attempts are named; claims hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui_dl import views
from tui_dl.course import goals
from tui_dl.course.bench import Bench
from tui_dl.course.checks import filled
from tui_dl.course.checks.finding import Finding, found, place_of
from tui_dl.course.checks.needs import needed
from tui_dl.course.recipes import experiment_of
from tui_dl.course.replaying import compares
from tui_dl.course.sight import scene_of
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import DividesByZeroError, NotYetError
from tui_dl.engine.problem import Problem
from tui_dl.figures.figure import Look, Size
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.written.lesson import Claim, Step
    from tui_dl.course.written.loader import WholeLesson

OTHER_SEEDS, MOST_FAILING = range(2, 12), 1
SIZE, LOOK = Size(76, 16), Look(colour=False)


def _at(whole: WholeLesson, index: int, seed: int, fitter: PatientFitter | None = None) -> Bench:
    """A bench at a step, with the steps that it stands on done as their solutions do them."""
    bench = Bench(whole, "en", InlineRunner(), fitter, seed)
    for number in sorted({*needed(whole.lesson, index), index}):
        bench.enter(number)
        if number < index and bench.step.solution:
            _do(bench, tuple(text for text in bench.step.solution[0].do if not compares(bench, text)))
    return bench


def _do(bench: Bench, script: tuple[str, ...]) -> None:
    for verb in script:
        bench.apply(verb)


def tasks(whole: WholeLesson) -> Iterator[Finding]:
    """Each task, at the lesson's seed and at ten others."""
    with PatientFitter() as fitter:
        findings = list(_each(whole, fitter))
        yield from findings or filled.unfilled(whole, fitter)  # what goes wrong above leaves words unfilled, too


def _each(whole: WholeLesson, fitter: PatientFitter) -> Iterator[Finding]:
    for index, step in enumerate(whole.lesson.step):
        place = f"{whole.lesson.id} [{step.id}]"
        try:
            yield from _renders(whole, index, place, fitter)
            if step.kind == "task":
                yield from _task(whole, index, place, fitter)
        except Problem as problem:
            yield found("solution_fails", place, problem)


def _renders(whole: WholeLesson, index: int, place: str, fitter: PatientFitter) -> Iterator[Finding]:
    """Every figure of a step, with nothing done there."""
    bench = _at(whole, index, whole.lesson.seed, fitter)
    for name in bench.step.view:
        if name in views.FIGURES and not views.draw(name, scene_of(bench), SIZE, LOOK).twin:
            yield Finding("unknown_figure", place, {"got": name})


def _task(whole: WholeLesson, index: int, place: str, fitter: PatientFitter) -> Iterator[Finding]:
    seed, step = whole.lesson.seed, whole.lesson.step[index]
    if _at(whole, index, seed, fitter).passed:
        yield Finding("passes_at_start", place)
        return
    failing = [other for other in OTHER_SEEDS if not _passes(whole, index, other, fitter)]
    if not _passes(whole, index, seed, fitter) or len(failing) > MOST_FAILING:
        yield Finding("solution_fails", place, {"seeds": ", ".join(map(str, failing)) or seed})
    if _steps_of_solution(whole, index, fitter) > step.budget:
        yield Finding("over_budget", place, {"most": step.budget})
    yield from _zero_divisions(whole, index, fitter)
    for wrong in step.wrong:
        bench = _at(whole, index, seed, fitter)
        _do(bench, wrong.do)
        said = goals.mistake(bench)
        if bench.passed or said != wrong.says:
            got = "passed" if bench.passed else said
            yield Finding("wrong_answer", place, {"do": "; ".join(wrong.do), "got": got, "wanted": wrong.says})
        yield from filled.of_mistake(bench, wrong.says)


def _passes(whole: WholeLesson, index: int, seed: int, fitter: PatientFitter) -> bool:
    step = whole.lesson.step[index]
    for script in step.solution:
        bench = _at(whole, index, seed, fitter)
        _do(bench, script.do)
        if not bench.passed:
            return False
    return bool(step.solution)


def _zero_divisions(whole: WholeLesson, index: int, fitter: PatientFitter) -> Iterator[Finding]:
    """Conditions that divide by zero, before the task is begun or after its solution."""
    step = whole.lesson.step[index]
    texts = {one.when for one in step.check} | {one.when for one in step.mistake}
    for script in ((), *(one.do for one in step.solution)):
        bench = _at(whole, index, whole.lesson.seed, fitter)
        _do(bench, script)
        for text in sorted(filter(None, texts)):
            try:
                expression.parse(text).evaluate(bench.scope())
            except DividesByZeroError:
                texts.discard(text)
                yield Finding("zero_division", place_of(whole, step.id, text), {"got": text})
            except NotYetError:
                continue


def _steps_of_solution(whole: WholeLesson, index: int, fitter: PatientFitter) -> int:
    most = 0
    for script in whole.lesson.step[index].solution:
        bench = _at(whole, index, whole.lesson.seed, fitter)
        runner = bench.runner
        assert isinstance(runner, InlineRunner)
        before = runner.steps
        _do(bench, script.do)
        most = max(most, runner.steps - before)
    return most


def claim_holds(whole: WholeLesson, step: Step, claim: Claim, seed: int, fitter: PatientFitter) -> bool:
    """Whether a claim holds with one seed."""
    index = whole.lesson.step.index(step)
    own = whole.lesson.seed
    bench = Bench(whole, "en", InlineRunner(), fitter, own if claim.vary != "all" else seed)
    bench.index = index
    experiment = experiment_of(whole.lesson, step, bench.seed)
    if claim.vary == "weights":
        experiment = msgspec.structs.replace(experiment, seeds={"weights": seed})
    if claim.vary == "data":
        experiment = msgspec.structs.replace(experiment, seeds={"data": seed})
    bench.show(bench.idle(experiment))
    _do(bench, claim.do)
    return expression.parse(claim.when).holds(bench.scope())


def count(whole: WholeLesson, step_id: str, number: int) -> tuple[int, bool]:
    """In how many of its seeds a claim holds, and whether in the lesson's own; for a process of its own."""
    step = whole.lesson.find(step_id)
    assert step is not None
    claim, own = step.claim[number], whole.lesson.seed
    seeds = range(1, claim.of + 1)
    with PatientFitter() as fitter:
        held = {seed: claim_holds(whole, step, claim, seed, fitter) for seed in {*seeds, own}}
    return sum(held[seed] for seed in seeds), held[own]


def judge(whole: WholeLesson, step: Step, claim: Claim, held: int, *, here: bool) -> Finding | None:
    """What is wrong with a claim that held so often, and did or did not at the lesson's own seed.

    That is the one which learners see; only a claim that something seldom happens may go either way there.
    """
    least = claim.of if claim.at_least is None and claim.at_most is None else claim.at_least or 0
    most = claim.of if claim.at_most is None else claim.at_most
    fields = {"claim": claim.id or claim.when, "held": held, "of": claim.of, "wanted": f"{least} to {most}"}
    place = f"{whole.lesson.id} [{step.id}]"
    if not least <= held <= most:
        return Finding("claim_fails", place, fields)
    if claim.at_most is None and not here:
        return Finding("claim_fails_here", place, {**fields, "seed": whole.lesson.seed})
    return None
