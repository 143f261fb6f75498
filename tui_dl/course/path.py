"""The way through a lesson: every step, or for someone who knows it already the tasks alone; and what it left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.course import goals
from tui_dl.course.replaying import by_solution

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.state import RunState


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


def named_runs(bench: Bench) -> dict[str, RunState]:
    """Runs kept by name, and each task's: the one that passed it, else its last."""
    made = {step.id: bench.memory[step.id] for step in bench.lesson.step if step.kind == "task"}
    runs = {name: memory.passed_run or memory.last_run for name, memory in made.items()}
    return {**{name: run for name, run in runs.items() if run is not None}, **bench.kept}


def named(bench: Bench, name: str) -> RunState | None:
    """The run of that name: kept, or a step's; None where there is neither."""
    return bench.kept.get(name) or (run_of(bench, name) if name in bench.memory else None)


def run_of(bench: Bench, step: str) -> RunState:
    """The run that passed a step, else its last, else what its stored solution makes."""
    memory = bench.memory[step]
    kept = memory.passed_run or memory.last_run
    if kept is not None:
        return kept
    index = next(number for number, one in enumerate(bench.lesson.step) if one.id == step)
    if not bench.lesson.step[index].solution:
        return bench.state
    made = by_solution(bench, index)
    bench.next_id += 1
    memory.last_run = replace(made, id=bench.next_id)
    return memory.last_run
