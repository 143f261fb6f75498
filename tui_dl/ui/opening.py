"""Sets up the bench of a lesson or of the laboratory, as it was left, behind its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course.bench import Bench
from tui_dl.course.laboratory import Tabs, whole
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.students import seed_of
from tui_dl.course.path import take_tasks_only
from tui_dl.course.written.loader import load_lesson
from tui_dl.session.runner import WithRoom
from tui_dl.session.state import PAUSED
from tui_dl.ui.screens.lab import LabScreen
from tui_dl.ui.screens.lesson import LessonScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.course.learner.progress import Progress
    from tui_dl.figures.figure import Look
    from tui_dl.ui.crew import Crew


def lesson(
    crew: Crew, progress: Progress, look: Look, name: str, room: Callable[[], int], *, tasks_only: bool = False
) -> LessonScreen:
    """A lesson; `room` says how many bytes a run's past may take; with `tasks_only`, 'next' goes from task to task.

    Raises:
        Problem: There is no such lesson, or its files are wrong.
    """
    runner = WithRoom(crew.worker, room)
    bench = Bench(load_lesson(name), look.language, runner, crew.fitter, seed_of(progress, name))
    notes = Notes(progress)
    notes.restore(bench)
    if tasks_only:
        take_tasks_only(bench)
    elif notes.go_on(bench):
        bench.note = "back_again" if bench.state.status == PAUSED else "back_ended"
    return LessonScreen(bench, notes, look, crew)


def laboratory(crew: Crew, progress: Progress, look: Look, room: Callable[[], int]) -> LabScreen:
    """The laboratory, its tabs as they were; `room` as above."""
    bench, tabs = Bench(whole(), look.language, WithRoom(crew.worker, room), crew.fitter), Tabs(progress)
    tabs.restore(bench)
    return LabScreen(bench, tabs, look, crew)
