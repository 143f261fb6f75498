"""What is said and done when a learner asks for help, or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import path
from tui_dl.ui import face
from tui_dl.ui.widgets.said import Said
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.ui.screens.lesson import LessonScreen


async def hint(screen: LessonScreen) -> None:
    """The next hint; after the last one, the solution runs."""
    bench = screen.bench
    if bench.now.hints < bench.step.hints:
        await screen.do("hint")
        screen.say(face.hint(bench), "hint")
    elif screen.query_one(Said).kind == "no_hint" and bench.step.solution:
        await screen.do("solution")
        screen.say(say(bench.language, "ui.solution"), "hint")
        await screen.painter.leave_text()
    else:
        screen.say(face.no_more_hints(bench), "no_hint")


async def go_on(screen: LessonScreen) -> None:
    """On; while the goal is not reached, first what is missing, then on."""
    bench = screen.bench
    if bench.in_sandbox:
        await screen.do("back")
    elif path.beside(bench, 1) is None and (bench.passed or bench.now.warned):
        screen.notes.finish(bench)
        screen.app.show_sheet(*screen.notes.card(bench))  # type: ignore[attr-defined]  # our own app
    else:
        await screen.do("next")
        if bench.note == "mistake":
            screen.say(f"{face.mistake(bench)} {say(bench.language, 'ui.missing_again')}", "mistake")
