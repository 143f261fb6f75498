"""The way through a lesson: every step, or for someone who knows it already the tasks alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench


def steps(bench: Bench) -> list[int]:
    """Which steps are on the way."""
    return [number for number, step in enumerate(bench.lesson.step) if not bench.tasks_only or step.kind == "task"]


def beside(bench: Bench, way: int) -> int | None:
    """The next step of the way (1), or the one before (-1); None where it ends."""
    found = [number for number in steps(bench) if (number - bench.index) * way > 0]
    return (min if way > 0 else max)(found, default=None)


def is_finished(bench: Bench) -> bool:
    """Whether all that is on the way is done."""
    whole = [bench.lesson.step[number] for number in steps(bench)]
    return all(goals.is_done(step, bench.memory[step.id]) for step in whole)


def take_tasks_only(bench: Bench) -> None:
    """'I know this': from the first task that is not done, tasks alone; where a lesson has none, it stays whole."""
    tasks = [step for step in bench.lesson.step if step.kind == "task"]
    if tasks:
        bench.tasks_only = True
        undone = next((step for step in tasks if not bench.memory[step.id].passed), tasks[0])
        bench.enter(bench.lesson.step.index(undone))
