"""What there is to see of a bench: the scene that every figure draws from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene


def scene_of(bench: Bench, *, chosen: str = "", goal: float | None = None) -> Scene:
    """The run on screen among its step's; `chosen`: another model than its own, whose region is asked for."""
    from tui_dl.views.scene import Scene  # noqa: PLC0415  the course does not draw by itself: figures are asked for

    state = bench.state
    runs = tuple(scope.state for scope in bench.scope().runs()) or _runs_before(bench)
    own = "network" if state.rule is None else "rule"
    asked = "" if bench.in_sandbox else bench.step.blank
    blank = goals.blank(bench.step, bench.now.answer) if asked else ""
    openings = tuple(bench.ledger.openings)
    return Scene(state, chosen=chosen or own, goal=goal, runs=runs, openings=openings, blank=blank, asked=asked)


def _runs_before(bench: Bench) -> tuple[RunState, ...]:
    """The runs of the step that this one starts from."""
    memory = bench.memory.get(bench.step.start)
    if memory is None:
        return ()
    last = (memory.last_run,) if memory.last_run else ()
    return (*(one for one in memory.runs if not last or one.id != last[0].id), *last)
