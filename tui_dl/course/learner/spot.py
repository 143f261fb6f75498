"""The very spot at which a learner is: lesson, step, knobs, and the run under way, kept so that the next start goes on.

It is small and is written over each second by the journal's thread; whatever ends the program, at most that second of
training is gone. The run is not stored: it is made again from its text, to the same bytes.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.protocol import Start
from tui_dl.session.run import Run, from_text, to_text
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import ENDED, PAUSED, RUNNING, RunState, fold

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

VERSION = 1
MOST_STEPS = 300_000  # of a run that is made again while a learner waits


class Spot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a learner is.

    Attributes:
        next: What the next run would start from, as a run's text.
        run: The run on screen, if it has begun here.
        steps: How many of its steps had been taken.
        ended: Whether it was over.
    """

    version: int
    lesson: str
    step: str
    sandbox: bool
    next: str
    run: str | None = None
    steps: int = 0
    ended: bool = False


def of(bench: Bench) -> Spot:
    """Where the learner is on this bench."""
    state = bench.state
    begun = bench.own and bool(state.records) and isinstance(state.run.experiment.model, NetworkModel)
    made = to_text(state.run) if begun else None
    steps = max(state.weights.step, state.records[-1].step) if begun else 0
    sandbox, lesson, step = bench.in_sandbox, bench.lesson.id, bench.step.id
    return Spot(VERSION, lesson, step, sandbox, to_text(Run(bench.experiment)), made, steps, state.status == ENDED)


def go_back(bench: Bench, spot: Spot) -> bool:
    """Put the bench, which stands at the spot's step, as it was; False where that cannot be done any more."""
    if (spot.lesson, spot.step) != (bench.lesson.id, bench.step.id) or spot.steps > MOST_STEPS:
        return False
    try:
        experiment = from_text(spot.next).experiment
        run = from_text(spot.run) if spot.run is not None else None
        if spot.sandbox:
            bench.apply("sandbox")
        if experiment != bench.experiment:
            bench.show(bench.idle(experiment))
        if run is not None:
            bench.state, bench.own = _made_again(bench.idle(run.experiment), run, spot), True
            bench.experiment = experiment
    except Problem:
        return False
    return True


def _made_again(state: RunState, run: Run, spot: Spot) -> RunState:
    """The run at the step at which it was, held there; or ended, if it was over."""
    runner = InlineRunner()
    runner.send(Start(state.id, run, replay_to=None if spot.ended else spot.steps))
    for event in runner.receive():
        state = fold(state, event)
    if spot.ended and state.status == RUNNING:
        return replace(state, status=PAUSED)
    return state


def as_bytes(bench: Bench) -> bytes:
    """The spot, to be kept."""
    return msgspec.json.encode(of(bench))


def from_bytes(kept: bytes | None) -> Spot | None:
    """What `as_bytes` gave; None where there is nothing, or nothing that this version can read."""
    with contextlib.suppress(msgspec.DecodeError, UnicodeError):
        spot = msgspec.json.decode(kept or b"", type=Spot)
        return spot if spot.version == VERSION else None
    return None
