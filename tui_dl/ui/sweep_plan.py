"""What a sweep on the screen tries: an axis a line, seeds, and values to begin with for every knob."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import KNOBS, value_of
from tui_dl.session.position import Position
from tui_dl.session.run import Run
from tui_dl.session.sweeps.grid import axis_of, experiment_at, points_of
from tui_dl.session.sweeps.jobs import Task
from tui_dl.ui.ladders import neighbour
from tui_dl.words.knobs import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.experiment import Experiment
    from tui_dl.session.sweeps.grid import Axis

MOST_SEEDS = 100
FIRST = ("learning_rate", "hidden")  # the knobs of a plan to begin with
LISTS = {
    "hidden": "none;4;8;8,8;16,16",
    "activation": "linear;sigmoid;tanh;relu",
    "l2": "0,0.0001,0.001,0.01",
    "l1": "0,0.0001,0.001,0.01",
    "dropout": "0,0.1,0.3,0.5",
    "batch_size": "4,16,64,256",
}
ODD = ("target", "patience", "decision_threshold", "direction")  # they change how a run is judged, not what it learns


def axes_of(lines: Sequence[str]) -> list[Axis]:
    """What is tried; the second line may be empty.

    Raises:
        Problem: An axis is none.
    """
    down, across, _ = lines
    return [axis_of(text) for text in (down, across) if text.strip() or text is down]


def tasks_of(lines: Sequence[str], base: Experiment) -> list[Task]:
    """Every trial, seed by seed: the third line says how many seeds.

    Raises:
        Problem: The plan is none, or too large.
    """
    axes, seeds = axes_of(lines), lines[2].strip()
    if not (seeds.isdecimal() and 1 <= int(seeds) <= MOST_SEEDS):
        raise Problem("not_int", name="seeds", got=seeds, low=1, high=MOST_SEEDS)
    return [
        Task(number, experiment_at(base, axes, point, base.seed + extra))
        for number, point in enumerate(points_of(axes))
        for extra in range(int(seeds))
    ]


def first_lines(base: Experiment) -> tuple[str, ...]:
    """A plan to begin with: two axes and the number of seeds."""
    return (*(line_of(name, base) for name in FIRST), "5")


def knobs() -> tuple[str, ...]:
    """The knobs that may be swept, the likeliest first."""
    of_networks = [name for name, knob in KNOBS.items() if knob.scope == "network" and name not in ODD]
    return tuple(dict.fromkeys((*FIRST, *of_networks)))


def line_of(name: str, base: Experiment) -> str:
    """An axis to begin with: every choice, a usual list, or some rungs round the value at hand."""
    knob = KNOBS[name]
    if name in LISTS or knob.kind == "choice":
        return f"{name}={LISTS.get(name) or ','.join(knob.choices)}"
    found = [value_of(base, name) if isinstance(base.model, NetworkModel) else knob.low]
    for way in (-1, 1):
        value = found[0]
        for _ in range(2):
            value = neighbour(name, knob, value, way)
            found.append(value)
    return f"{name}={','.join(map(as_text, sorted(set(found), key=float)))}"  # type: ignore[arg-type]  # numbers


async def check(tasks: list[Task]) -> None:
    """Set up one network a point, with pauses for keys, so that what is impossible is said before anything starts.

    Raises:
        Problem: A point is impossible.
    """
    seen = set[int]()
    for task in tasks:
        if task.point not in seen:
            seen.add(task.point)
            Position(Run(task.experiment))
            await asyncio.sleep(0)
