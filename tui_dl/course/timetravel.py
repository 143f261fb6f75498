"""Back in a run's past: any of its steps looked at, and another run that goes on from there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.course import handwork
from tui_dl.session.experiment import NetworkModel, Run
from tui_dl.session.material import dataset_of
from tui_dl.session.protocol import Look, Pause, Start
from tui_dl.session.state import RUNNING, idle

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.state import RunState


def has_past(bench: Bench) -> bool:
    """Whether the run on screen is a network's, and has steps to look back at."""
    return isinstance(bench.state.run.experiment.model, NetworkModel) and bench.state.last is not None


def look(bench: Bench, step: int) -> None:
    """Ask what the run was at one of its steps: the answer comes with the news, as the state's `seen`."""
    bench.rest(Pause())
    handwork.take_up(bench)
    bench.runner.send(Look(step))


def leave(bench: Bench) -> None:
    """Look at the present again."""
    bench.state = replace(bench.state, seen=None)


def go_on_from(bench: Bench, step: int) -> None:
    """Another run, the same up to `step`, and held there: a knob that is turned now is where the two part."""
    bench.rest(Pause())
    leave(bench)
    whole = bench.state.run
    run = Run(whole.experiment, tuple(change for change in whole.changes if change.step <= step))
    bench.next_id += 1
    replay(bench, replace(idle(run, bench.next_id), fits=bench.state.fits), step)


def turn_to(bench: Bench, state: RunState) -> None:
    """Put another branch on the bench, made again up to where it was; the one there stays among the step's runs."""
    bench.rest(Pause())
    leave(bench)
    bench.now.runs = [run for run in bench.now.runs if run.id != state.id]
    replay(bench, replace(idle(state.run, state.id), fits=state.fits), state.weights.step)


def catch_up(bench: Bench, step: int) -> None:
    """Bring the run on the bench as far as it was watched elsewhere."""
    bench.rest(Pause())
    leave(bench)
    state = bench.state
    bench.state = replace(idle(state.run, state.id), fits=state.fits, dataset=state.dataset, status=RUNNING)
    bench.runner.send(Start(state.id, state.run, bench.pace, None, step))


def replay(bench: Bench, state: RunState, step: int) -> None:
    """Put a run on the bench that has not begun, make it again up to `step`, and hold it there."""
    bench.show(replace(state, dataset=dataset_of(state.run), status=RUNNING))
    bench.own, bench.live_id = True, bench.state.id
    bench.runner.send(Start(bench.state.id, bench.state.run, bench.pace, None, step))
