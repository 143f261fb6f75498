"""Questions that come back: those answered wrong, after pauses that grow; and a unit's questions, mixed."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course.written.loader import course
from tui_dl.course.written.problem import LessonProblem

if TYPE_CHECKING:
    from tui_dl.course.learner.facts import StepProgress
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Unit

PAUSES = ((1, 1), (2, 3), (4, 10), (8, 30))  # (sessions, days) after so many right answers in a row: one is enough
DAY = 86_400.0  # seconds
MOST_DIGITS = 9
MOST = 8  # questions in one sitting
SESSIONS, SWITCH = "sessions", "review"
UNIT = "unit:"  # before a unit's id, where its set of questions stands among the lessons


class Asked(msgspec.Struct, frozen=True):
    """A question by its place."""

    lesson: str
    step: str


def begin_session(progress: Progress) -> None:
    """Count this start of the program: pauses are counted in sessions too."""
    progress.set_setting(SESSIONS, str(session_of(progress) + 1))


def session_of(progress: Progress) -> int:
    """Which session this is."""
    return _count(progress.setting(SESSIONS) or "0")


def _count(text: str) -> int:
    """A number as it is kept; 0 where a file holds anything else."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def is_on(progress: Progress) -> bool:
    """Whether questions come back at all; the learner may switch it off."""
    return progress.setting(SWITCH) != "off"


def due(progress: Progress, now: float | None = None) -> list[Asked]:
    """What was answered wrong and may be asked again now, the longest waiting first."""
    if not is_on(progress):
        return []
    ready = {entry.id for entry in course().entries if entry.ready}
    session, moment = session_of(progress), time.time() if now is None else now
    waiting = [
        (kept.reviewed, Asked(lesson, step))
        for lesson, told in progress.lessons.items()
        for step, kept in told.steps.items()
        if lesson in ready and _is_due(kept, session, moment)
    ]
    return [asked for _, asked in sorted(waiting, key=lambda one: one[0])][:MOST]


def _is_due(kept: StepProgress, session: int, now: float) -> bool:
    if kept.right is not False or kept.review is None:
        return False
    level, since = _review_of(kept.review)
    if level >= len(PAUSES):
        return False
    sessions, days = PAUSES[level]
    return session - since >= sessions or now - kept.reviewed >= days * DAY


def _review_of(text: str) -> tuple[int, int]:
    """(right answers in a row, session of the last)."""
    level, _, since = text.partition("@")
    return _count(level), _count(since)


def record(progress: Progress, asked: Asked, *, right: bool) -> None:
    """Write down what became of asking; a wrong answer begins the pauses anew."""
    kept = progress.of(asked.lesson).steps.get(asked.step)
    level = _review_of(kept.review)[0] if kept is not None and kept.review is not None else 0
    progress.record(asked.lesson, asked.step, "review", f"{level + 1 if right else 0}@{session_of(progress)}")


def of_unit(unit: Unit, progress: Progress) -> list[Asked]:
    """A unit's questions, mixed: another order, and another choice where there are many, in each session."""
    from tui_dl.course.learner.predictions import is_question  # noqa: PLC0415
    from tui_dl.course.written.loader import load_lesson  # noqa: PLC0415  home shows its rows without any lesson's file

    found = []
    for entry in unit.lesson:
        if entry.ready:
            try:
                steps = load_lesson(entry.id).lesson.step
            except LessonProblem:  # a damaged lesson says so when it is opened
                continue
            found += [Asked(entry.id, step.id) for step in steps if is_question(step)]
    random.Random(f"{unit.id} {session_of(progress)}").shuffle(found)  # noqa: S311  an order, no secret
    return found[:MOST]
