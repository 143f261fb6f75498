"""What a bench lets go of, so that it can be worked at all day: epochs of earlier runs, and runs beyond many.

What conditions and figures ask of an earlier run stays: its beginning, its end, the best that it has been, and a curve.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.material import recipe_now
from tui_dl.session.thinning import MOST_EPOCHS, thin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.course.bench import Bench
    from tui_dl.course.memory import StepMemory
    from tui_dl.session.state import RunState

MOST_RUNS, MOST_SWEPT = 300, 2_000  # of a step: with a curve; without one, as a sweep leaves them
MOST_BYTES = 64 * 2**20  # of the rows that they learned from
ROOM, SHARE = 8_000, 20  # epochs of all runs put away, about; each has this share of the room that later runs leave


def put_away(bench: Bench, state: RunState) -> None:
    """Keep a run among the step's; make room for it."""
    runs = bench.now.runs
    runs.append(_sharing_rows(state, runs))
    while len(runs) > 1 and _are_too_many(runs):
        _let_one_go(bench)
    left = ROOM
    for memory, number in _latest_first(bench):
        run = memory.runs[number]
        memory.runs[number] = short = thinned(run, left // SHARE)
        left -= len(short.records)


def hold_in_bounds(bench: Bench) -> None:
    """Of a run that goes on and on, let every other epoch go."""
    if len(bench.state.records) > MOST_EPOCHS:
        _tell_once(bench, "epochs_let_go")
        bench.state = thinned(bench.state, MOST_EPOCHS // 2)


def thinned(state: RunState, most: int) -> RunState:
    """The run with so many of its records, evenly, if it has twice as many; the ends and the best stay as well."""
    left = thin(state.records, most)
    return state if len(left) == len(state.records) else replace(state, records=left)


def _latest_first(bench: Bench) -> list[tuple[StepMemory, int]]:
    """Every run put away that has more than a beginning and an end, with the memory that it is in."""
    found = [
        (run.id, memory, number)
        for memory in bench.memory.values()
        for number, run in enumerate(memory.runs)
        if _has_curve(run)
    ]
    return [(memory, number) for _, memory, number in sorted(found, key=lambda one: -one[0])]


def _are_too_many(runs: Sequence[RunState]) -> bool:
    with_curve = sum(map(_has_curve, runs))
    return with_curve > MOST_RUNS or len(runs) - with_curve > MOST_SWEPT or _bytes(runs) > MOST_BYTES


def _has_curve(run: RunState) -> bool:
    """Whether there is more of it than its beginning and its end."""
    return len(run.records) > 2


def _sharing_rows(state: RunState, runs: Sequence[RunState]) -> RunState:
    """The run, on the very rows of the one before where they are the same."""
    if not runs or _origin_of_rows(runs[-1]) != _origin_of_rows(state):
        return state
    return replace(state, dataset=runs[-1].dataset)


def _origin_of_rows(state: RunState) -> tuple[object, ...]:
    made = state.run.experiment
    return recipe_now(state.run), made.seed_of("data"), made.origin, state.dataset.training_rows


def _bytes(runs: Sequence[RunState]) -> int:
    """Of the rows of all of them, each counted once."""
    parts = {id(part): part for run in runs for part in (run.dataset.train, run.dataset.validation)}
    return sum(part.inputs.nbytes + part.raw.nbytes + part.targets.nbytes for part in parts.values())


def _let_one_go(bench: Bench) -> None:
    """The oldest run of the step that is not the best; where there are curves, one of those."""
    runs = bench.now.runs
    best = max(runs, key=_score)
    runs.remove(min((run for run in runs if run is not best), key=lambda run: not _has_curve(run)))
    _tell_once(bench, "runs_let_go")


def _tell_once(bench: Bench, code: str) -> None:
    if code not in bench.now.told:
        bench.now.told.add(code)
        bench.refusal = Problem(code)


def _score(run: RunState) -> float:
    score = run.last.validation.score if run.last else None
    return float("-inf") if score is None else score
