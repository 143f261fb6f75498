"""What the walks share: who is lent to the app, what stands on its screen, and what a learner would do next."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.events import Key

from tests.looks.quiet import quiet
from tests.ui.crew import ScriptedCrew
from tui_dl.course.bench import Bench
from tui_dl.course.checks.needs import needed
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.session.classical.remembering import KnownFits, RememberingFitter
from tui_dl.session.remembering import Known, RememberingRunner
from tui_dl.ui.app import TuiDl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.geometry import Region

    from tui_dl.course.written.lesson import Step

CHARS = {"minus": "-", "full_stop": "."}
NAMES = {char: name for name, char in CHARS.items()}
READY = [entry.id for entry in course().entries if entry.ready]


KNOWN, KNOWN_FITS = Known(), KnownFits()  # a lesson's runs are the same in either language, and after whichever mistake


class PatientCrew(ScriptedCrew):
    """Trains in this process what no walk has trained; its fits are real, done when they have been asked for."""

    def __init__(self, fitter: RememberingFitter) -> None:
        super().__init__()
        self.worker, self.fitter = RememberingRunner(KNOWN), fitter


@asynccontextmanager
async def opened(lesson: str | None, language: str, home: Path) -> AsyncIterator:
    """The app at the first step of a lesson, or at home, 80x24."""
    with Progress.open(home) as progress, RememberingFitter(KNOWN_FITS) as fitter:
        app = TuiDl(PatientCrew(fitter), progress, language, lesson)
        async with app.run_test(size=(80, 24)):
            await quiet(app)
            yield app


async def press(app, *keys: str) -> None:
    """Press keys, each when all that the one before brought is there."""
    for key in keys:
        app.post_message(Key(key, CHARS.get(key, key if len(key) == 1 else None)))
        await quiet(app)


async def leave(app) -> None:
    """Leave the screen on top."""
    app.pop_screen()
    await quiet(app)


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


async def read(app) -> str:
    """All that can be read in the text's column by scrolling through it, blanks removed."""
    await app.screen.painter.choose_tab(0)
    await quiet(app)
    left, rows = app.screen.query_one("#left"), {}
    for top in [*range(0, left.max_scroll_y, max(1, left.scrollable_content_region.height)), left.max_scroll_y]:
        left.scroll_to(y=top, animate=False, force=True)
        await quiet(app)
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
        return [*(NAMES.get(sign, sign) for sign in answer), "enter", *sure]
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
