"""The rows of home: units, lessons with what is done, a unit's questions, and what else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widgets.option_list import Option

from tui_dl.course.learner import review
from tui_dl.ui import keys
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style

    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Course, Entry, Unit

REVIEW, LAB, NOTEBOOK, TERMS, SETTINGS = ":review", ":laboratory", ":notebook", ":terms", ":settings"


def options(
    course: Course,
    progress: Progress,
    language: str,
    *,
    ascii_only: bool,
    width: int,
    done: Style,
    own: Mapping[str, str],
) -> list[Option]:
    """All rows in so many cells, what is done in the style `done`; where there is room, what each lesson is for.

    `own` are the learner's own keys.
    """
    widest = max(cell_len(entry.title[language]) for entry in course.entries)
    states = {entry.id: _state(entry, progress, language) for entry in course.entries}
    room = max(map(cell_len, states.values()))
    found = []
    for unit in course.unit:
        found.append(Option(Text(unit.title[language], "bold"), disabled=True))
        for entry in unit.lesson:
            row = _lesson(entry, progress, language, (widest, width), ascii_only=ascii_only)
            row.append(f"   {states[entry.id]}", "dim" if entry.ready else "dim italic")
            if width >= WIDE_COLUMNS:
                blank = " " * (room - cell_len(states[entry.id]) + 3 * bool(room))
                row.append(f"{blank}{entry.able[language]}", "dim")
            if progress.of(entry.id).done:
                row.stylize(done, 0, row.plain.index(entry.title[language]))
            found.append(Option(row, id=entry.id, disabled=not entry.ready))
        if any(entry.ready for entry in unit.lesson) and review.is_on(progress):
            found.append(Option(_questions(unit, progress, language), id=f"{review.UNIT}{unit.id}"))
    found += _more(progress, language, own)
    for option in found:
        if isinstance(option.prompt, Text):
            option.prompt.truncate(max(width, 1), overflow="crop" if ascii_only else "ellipsis")
    return found


def _state(entry: Entry, progress: Progress, language: str) -> str:
    """What there is to say of a lesson: how well it went, or that it is still to be written."""
    best = progress.of(entry.id).best
    if best is not None:
        return say(language, "ui.home_best", score=numbers.score(best))
    return "" if entry.ready else say(language, "ui.home_soon")


def _lesson(entry: Entry, progress: Progress, language: str, room: tuple[int, int], *, ascii_only: bool) -> Text:
    """A lesson's mark and title, and the minutes it takes; `room`: cells of the widest title, and of the row."""
    done, (widest, width) = progress.of(entry.id), room
    marks = ("[x]", "[>]", "[ ]") if ascii_only else (" ✓ ", " ◐ ", " ○ ")
    mark = marks[0] if done.done else marks[1] if done.at else marks[2]
    style = "" if entry.ready else "dim"
    text = Text(f"  {mark if entry.ready else '   '} ", style)
    title = entry.title[language]
    text.append(title, style or "bold")
    minutes = f"{' ' * (widest - cell_len(title))}   {say(language, 'ui.minutes', minutes=f'{entry.minutes:2}')}"
    if text.cell_len + cell_len(minutes) <= width:
        text.append(minutes, "dim")
    return text


def _questions(unit: Unit, progress: Progress, language: str) -> Text:
    text = Text(f"   ?  {say(language, 'ui.home_questions')}", "dim")
    best = progress.of(f"{review.UNIT}{unit.id}").best
    if best is not None:
        text.append(f"   {say(language, 'ui.home_questions_best', share=f'{best:.0%}')}", "dim")
    return text


def _more(progress: Progress, language: str, own: Mapping[str, str]) -> list[Option]:
    found = [Option(Text(say(language, "ui.home_more"), "bold"), disabled=True)]
    pressed = {name: keys.shown_keys(name, key, own)[0] for name, key in {**keys.HOME, **keys.EVERYWHERE}.items()}
    if review.is_on(progress):
        waiting = len(review.due(progress))
        told = say(language, "ui.home_review", count=waiting) if waiting else say(language, "ui.home_review_none")
        found.append(Option(Text(f"   {pressed['review']}  {told}", "" if waiting else "dim"), id=REVIEW))
    others = {LAB: "laboratory", NOTEBOOK: "notebook", TERMS: "terms", SETTINGS: "settings"}
    for row, name in others.items():
        found.append(Option(Text(f"   {pressed[name]}  {say(language, f'ui.home_{name}')}"), id=row))
    return found
