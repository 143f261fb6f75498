"""What the walks share: who is lent to the app, what stands on its screen, and what a learner would do next."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.ui.crew import ScriptedCrew
from tui_dl.course.bench import Bench
from tui_dl.course.checks.needs import needed
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.session.classical.process import PatientFitter
from tui_dl.ui.app import TuiDl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.geometry import Region

    from tui_dl.course.written.lesson import Step

READY = [entry.id for entry in course().entries if entry.ready]


class PatientCrew(ScriptedCrew):
    """Trains in this process; its fits are real, and done when they have been asked for."""

    def __init__(self, fitter: PatientFitter) -> None:
        super().__init__()
        self.fitter = fitter


@asynccontextmanager
async def opened(lesson: str, language: str, home: Path) -> AsyncIterator:
    """(app, pilot) at the first step of a lesson, 80x24."""
    with Progress.open(home) as progress, PatientFitter() as fitter:
        app = TuiDl(PatientCrew(fitter), progress, language, lesson)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield app, pilot


def bare(text: str) -> str:
    """A text without its blanks: where it is wrapped does not matter."""
    return "".join(text.split())


def lines_in(app, region: Region) -> list[str]:
    """What the cells of a region show now, once laid out."""
    strips = app.screen._compositor.render_strips()
    return [strip.crop(region.x, region.right).text for strip in strips[region.y : region.bottom]]


def shown(app, selector: str) -> str:
    """What a widget shows, blanks removed; nothing where it is hidden."""
    widget = app.screen.query_one(selector)
    return bare("".join(lines_in(app, widget.region))) if widget.display else ""


async def read(app, pilot) -> str:
    """All that can be read in the text's column by scrolling through it, blanks removed."""
    await app.screen.painter.choose_tab(0)
    await pilot.pause()
    left, rows, before = app.screen.query_one("#left"), {}, None
    while before != (before := (left.scrollable_content_region, left.virtual_size)):  # a scrollbar wraps words anew
        await pilot.pause()
    for top in [*range(0, left.max_scroll_y, max(1, left.scrollable_content_region.height)), left.max_scroll_y]:
        left.scroll_to(y=top, animate=False, force=True)
        await pilot.pause()
        rows |= {
            round(left.scroll_y) + row: line for row, line in enumerate(lines_in(app, left.scrollable_content_region))
        }
    return bare("".join(rows[row] for row in sorted(rows)))


def answer_to(bench: Bench, step: Step) -> str:
    """The truth where it is known already, else the first thing that can be answered."""
    low, high = step.range or (0, 0)
    first = step.options[0] if step.options else f"{low:g}"
    try:
        truth = expression.parse(step.truth).evaluate(bench.scope()) if step.truth else first
    except NotYetError:
        return first
    if step.kind == "choose":
        return truth if truth in step.options else first
    return f"{min(high, max(low, round(float(truth), step.decimals))):g}"


def keys_for(step: Step, answer: str) -> list[str]:
    """The keys that give an answer, and say that one is sure where that is asked."""
    sure = ["1"] if step.sure else []
    if step.kind == "choose":
        return [str(step.options.index(answer) + 1), *sure]
    if step.decimals:
        return [*({"-": "minus", ".": "full_stop"}.get(sign, sign) for sign in answer), "enter", *sure]
    return [*["right"] * int(float(answer) - step.range[0]), "enter", *sure]


def bench_at(lesson: str, language: str, index: int, crew) -> Bench:
    """A bench at a step, with the steps on which it stands done as their solutions do them."""
    bench = Bench(load_lesson(lesson), language, crew.worker, crew.fitter)
    for number in sorted(needed(bench.lesson, index)):
        bench.enter(number)
        for verb in bench.step.solution[0].do if bench.step.solution else ():
            bench.apply(verb)
    bench.enter(index)
    return bench
