"""What a lesson promises, done: tasks fail, then pass with their solution; wrong attempts are named; claims hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui_dl import views
from tui_dl.course import goals
from tui_dl.course.checks import filled
from tui_dl.course.checks.finding import Finding, found, place_of
from tui_dl.course.checks.needs import needed
from tui_dl.course.checks.workshop import opened
from tui_dl.course.recipes import experiment_of
from tui_dl.course.replaying import compares
from tui_dl.course.sight import scene_of
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import DividesByZeroError, NotYetError
from tui_dl.engine.problem import Problem
from tui_dl.figures.figure import Look, Size
from tui_dl.session.remembering import RememberingRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.bench import Bench
    from tui_dl.course.checks.workshop import Workshop
    from tui_dl.course.written.lesson import Claim, Step
    from tui_dl.course.written.loader import WholeLesson

OTHER_SEEDS, MOST_FAILING = range(2, 12), 1
SIZE, LOOK = Size(76, 16), Look(colour=False)


def _at(shop: Workshop, index: int, seed: int | None = None) -> Bench:
    """A bench at a step, with the steps that it stands on done as their solutions do them."""
    bench = shop.bench(seed)
    for number in sorted({*needed(shop.whole.lesson, index), index}):
        bench.enter(number)
        if number < index and bench.step.solution:
            _do(bench, tuple(text for text in bench.step.solution[0].do if not compares(bench, text)))
    return bench


def _do(bench: Bench, script: tuple[str, ...]) -> None:
    for verb in script:
        bench.apply(verb)


def tasks(whole: WholeLesson) -> Iterator[Finding]:
    """Each task, at the lesson's seed and at ten others."""
    with opened(whole) as shop:
        findings = list(_each(shop))
        yield from findings or filled.unfilled(shop)  # what goes wrong above leaves words unfilled, too


def _each(shop: Workshop) -> Iterator[Finding]:
    lesson = shop.whole.lesson
    for index, step in enumerate(lesson.step):
        place = f"{lesson.id} [{step.id}]"
        try:
            yield from _renders(shop, index, place)
            if step.kind == "task":
                yield from _task(shop, index, place)
        except Problem as problem:
            yield found("solution_fails", place, problem)


def _renders(shop: Workshop, index: int, place: str) -> Iterator[Finding]:
    """Every figure of a step, with nothing done there."""
    bench = _at(shop, index)
    for name in bench.step.view:
        if name in views.FIGURES and not views.draw(name, scene_of(bench), SIZE, LOOK).twin:
            yield Finding("unknown_figure", place, {"got": name})


def _task(shop: Workshop, index: int, place: str) -> Iterator[Finding]:
    lesson, step = shop.whole.lesson, shop.whole.lesson.step[index]
    if _at(shop, index).passed:
        yield Finding("passes_at_start", place)
        return
    failing = [other for other in OTHER_SEEDS if not _passes(shop, index, other)]
    if not _passes(shop, index) or len(failing) > MOST_FAILING:
        yield Finding("solution_fails", place, {"seeds": ", ".join(map(str, failing)) or lesson.seed})
    if _steps_of_solution(shop, index) > step.budget:
        yield Finding("over_budget", place, {"most": step.budget})
    yield from _zero_divisions(shop, index)
    for wrong in step.wrong:
        bench = _at(shop, index)
        _do(bench, wrong.do)
        said = goals.mistake(bench)
        if bench.passed or said != wrong.says:
            got = "passed" if bench.passed else said
            yield Finding("wrong_answer", place, {"do": "; ".join(wrong.do), "got": got, "wanted": wrong.says})
        yield from filled.of_mistake(bench, wrong.says)


def _passes(shop: Workshop, index: int, seed: int | None = None) -> bool:
    step = shop.whole.lesson.step[index]
    for script in step.solution:
        bench = _at(shop, index, seed)
        _do(bench, script.do)
        if not bench.passed:
            return False
    return bool(step.solution)


def _zero_divisions(shop: Workshop, index: int) -> Iterator[Finding]:
    """Conditions that divide by zero, before the task is begun or after its solution."""
    step = shop.whole.lesson.step[index]
    texts = {one.when for one in step.check} | {one.when for one in step.mistake}
    for script in ((), *(one.do for one in step.solution)):
        bench = _at(shop, index)
        _do(bench, script)
        for text in sorted(filter(None, texts)):
            try:
                expression.parse(text).evaluate(bench.scope())
            except DividesByZeroError:
                texts.discard(text)
                yield Finding("zero_division", place_of(shop.whole, step.id, text), {"got": text})
            except NotYetError:
                continue


def _steps_of_solution(shop: Workshop, index: int) -> int:
    most = 0
    for script in shop.whole.lesson.step[index].solution:
        bench = _at(shop, index)
        runner = bench.runner
        assert isinstance(runner, RememberingRunner)
        before = runner.steps
        _do(bench, script.do)
        most = max(most, runner.steps - before)
    return most


def claim_holds(shop: Workshop, step: Step, claim: Claim, seed: int) -> bool:
    """Whether a claim holds with one seed."""
    lesson = shop.whole.lesson
    bench = shop.bench(seed if claim.vary == "all" else None)
    bench.index = lesson.step.index(step)
    experiment = experiment_of(lesson, step, bench.seed)
    if claim.vary == "weights":
        experiment = msgspec.structs.replace(experiment, seeds={"weights": seed})
    if claim.vary == "data":
        experiment = msgspec.structs.replace(experiment, seeds={"data": seed})
    bench.show(bench.idle(experiment))
    _do(bench, claim.do)
    return expression.parse(claim.when).holds(bench.scope())


def count(whole: WholeLesson, step_id: str) -> list[tuple[int, bool]]:
    """For each claim of a step: in how many of its seeds it holds, and whether in the lesson's own.

    For a process of its own. Seed by seed: claims of one step often speak of the same runs.
    """
    step = whole.lesson.find(step_id)
    assert step is not None
    own, held = whole.lesson.seed, [dict[int, bool]() for _ in step.claim]
    with opened(whole) as shop:
        for seed in sorted({own, *range(1, 1 + max(claim.of for claim in step.claim))}):
            for claim, answers in zip(step.claim, held, strict=True):
                if seed == own or seed <= claim.of:
                    answers[seed] = claim_holds(shop, step, claim, seed)
    counted = zip(step.claim, held, strict=True)
    return [(sum(answers[seed] for seed in range(1, 1 + claim.of)), answers[own]) for claim, answers in counted]


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
