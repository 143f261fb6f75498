"""What is said and done when a learner asks for help, or goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_dl.course import goals, path
from tui_dl.course.written.loader import course
from tui_dl.ui import keys, own_keys
from tui_dl.ui.board import face
from tui_dl.ui.screens.card import CardScreen
from tui_dl.ui.widgets.question import Question
from tui_dl.ui.widgets.said import Said
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.written.lesson import Entry
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
    given = screen.query_one(Question).give()
    if given is not None:  # Enter has chosen it; who goes on at once need not say how sure
        await screen.do(given.verb)
    if bench.in_sandbox:
        await screen.do("back")
    elif path.beside(bench, 1) is None and (bench.passed or bench.now.warned or goals.unanswered(bench)):
        screen.notes.finish(bench)
        _show_card(screen)
    else:
        await screen.do("next")
        if bench.note == "mistake":
            screen.say(f"{face.mistake(bench)} {own_keys.told(screen, 'ui.missing_again')}", "mistake")
        elif bench.note == "question_open":
            screen.say(own_keys.told(screen, "ui.question_open"))


def _show_card(screen: LessonScreen) -> None:
    """What was found, and the ways on."""
    bench, own = screen.bench, screen.app.preferences.settings.keys  # type: ignore[attr-defined]  # our own app
    after = _next_lesson(bench.lesson.id)
    titles = {"card_next": after.title[bench.language] if after else ""}
    ways = [
        f"{keys.shown_keys(name, key, own)[0]:<8}{say(bench.language, f'action.{name}', title=titles.get(name, ''))}"
        for name, key in keys.CARD.items()
        if titles.get(name, "there")
    ]
    title, body = screen.notes.card(bench)
    card = CardScreen(title, body, "\n".join(ways), ascii_only=screen.look.ascii)
    screen.app.push_screen(card, partial(_go_way, screen, after))


async def _go_way(screen: LessonScreen, after: Entry | None, way: str | None) -> None:
    if way == "replay":
        screen.bench.enter(0)
        await screen.enter_step()
    elif way == "next" and after is not None:
        screen.app.call_later(screen.app.open_lesson, after.id)  # type: ignore[attr-defined]  # our own app
    elif way == "laboratory":
        screen.app.call_later(screen.app.run_action, "app.laboratory")
    elif way == "home":
        screen.go_home()


def _next_lesson(lesson: str) -> Entry | None:
    """The next that is ready; None after the last."""
    entries = course().entries
    at = next((number for number, entry in enumerate(entries) if entry.id == lesson), len(entries))
    return next((entry for entry in entries[at + 1 :] if entry.ready), None)
