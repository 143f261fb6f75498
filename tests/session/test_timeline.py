"""Any step of a run again, bit for bit, out of bounded room; and the road not taken."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.experiment import Experiment, NetworkModel, Origin
from tui_dl.session.live import LiveRun
from tui_dl.session.past.thinning import EARLY, EVEN, Thinned
from tui_dl.session.past.timeline import Timeline, fork
from tui_dl.session.run import Run, RunChange
from tui_dl.session.runner import InlineRunner, WithRoom
from tui_dl.session.state import PAUSED, as_of, fold, idle

MOONS = DataRecipe("moons")


def run_of(*changes: RunChange, data: DataRecipe = MOONS, origin: Origin | None = None, **knobs) -> Run:
    return Run(Experiment(data, NetworkModel(**{"epoch_limit": 12, **knobs}), 3, origin=origin), changes)


def step_by_step(live: LiveRun, timeline: Timeline) -> list[tuple[p.Weights, float | None]]:
    """A run to its end; what it was at each step, as it stood there."""
    timeline.note()
    was = [(live.weights(), None)]
    while not live.ended:
        live.advance()
        timeline.note()
        live_now = (live.weights(), live.batch_loss)
        was = [*was[: live.trainer.step], live_now]
    return was


RUNS = {
    "adam with dropout": run_of(dropout=0.3),
    "adamw, l1, float64": run_of(optimizer="adamw", l1=0.01, l2=0.1, float64=True),
    "nesterov": run_of(optimizer="nesterov", learning_rate=0.05),
    "rmsprop": run_of(optimizer="rmsprop"),
    "sgd": run_of(optimizer="sgd", learning_rate=0.5, batch_size=77),
    "random search": run_of(optimizer="random"),
    "layer by layer": run_of(schedule="greedy", hidden=(4, 4, 4)),
    "standing on another": run_of(origin=Origin(run_of(epoch_limit=3), 25, None, (1, 1), new_head=True)),
    "changed on its way": run_of(
        RunChange(7, "learning_rate", 0.1),
        RunChange(20, "parameter.3", 1.5),
        RunChange(20, "mask.1.2", "zero"),
        RunChange(33, "batch_size", 50),
        RunChange(41, "optimizer", "momentum"),
        RunChange(55, "data", DataRecipe("circles")),
    ),
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("room", [2**23, 40_000, 0])
def test_every_step_is_rebuilt_bit_for_bit(name: str, room: int) -> None:
    live = LiveRun(RUNS[name])
    timeline = Timeline(live, room)
    was = step_by_step(live, timeline)
    assert len(was) == live.trainer.step + 1
    for step in {0, 1, 9, 10, 20, 33, 34, 40, 55, len(was) - 2, len(was) - 1} & set(range(len(was))):
        seen = timeline.at(step)
        changed_here = any(change.step == step for change in live.run.changes)
        again = LiveRun(live.run)
        again.go_to(step)
        assert seen.weights == again.weights()
        if not changed_here:
            assert (seen.weights, seen.batch_loss) == was[step]


def test_a_run_that_blew_up_is_seen_up_to_there() -> None:
    wild = run_of(data=DataRecipe("sine"), hidden=(16,), activation=("relu",), optimizer="sgd", learning_rate=100.0)
    live = LiveRun(wild)
    timeline = Timeline(live)
    timeline.note()
    while not live.ended:
        live.advance()
        timeline.note()
    assert timeline.at(10**9).weights == live.weights()
    assert timeline.at(-5).weights == LiveRun(wild).weights()


@dataclass
class Lump:
    nbytes: int


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=400),
    st.integers(1, 400),
    st.integers(1, 4000),
    st.sampled_from([EARLY, EVEN]),
)
def test_the_room_is_never_exceeded_and_both_ends_stay(gaps: list[int], size: int, room: int, way: str) -> None:
    kept: Thinned[Lump] = Thinned(room, way)
    steps = np.cumsum([0, *gaps]).tolist()
    for step in steps:
        kept.keep(step, Lump(size))
        assert kept.size == size * len(kept.steps) <= room
    assert kept.steps == sorted(set(kept.steps))
    if size <= room:
        assert kept.steps[-1] == steps[-1]
    if 4 * size <= room:
        assert kept.steps[0] == 0


def test_the_beginning_stays_and_gaps_grow_with_the_step() -> None:
    kept: Thinned[Lump] = Thinned(164 * 100, EARLY)
    for step in range(100_000):
        kept.keep(step, Lump(100))
    assert kept.steps[:5] == [0, 1, 2, 3, 4]
    gaps = [(after - before) / before for before, after in zip(kept.steps[1:-1], kept.steps[2:], strict=True)]
    assert max(gap for gap, step in zip(gaps, kept.steps[1:], strict=False) if step > 100) <= 0.2


def test_a_fork_takes_the_very_same_steps_and_batches_until_it_parts() -> None:
    was = run_of(RunChange(5, "l2", 0.1), RunChange(30, "l2", 0.0), shuffle="on")
    other = fork(was, 20, "learning_rate", 0.3)
    assert other.changes == (RunChange(5, "l2", 0.1), RunChange(20, "learning_rate", 0.3))
    one, two = LiveRun(was), LiveRun(other)
    for live in (one, two):
        live.go_to(20)
    assert one.weights() == two.weights()
    assert two.model.learning_rate == 0.3
    one.advance()
    two.advance()
    assert one.batch_loss == two.batch_loss  # the same batch, before the other rate could show
    assert one.weights().flat != two.weights().flat


def test_the_past_is_looked_at_without_disturbing_the_run() -> None:
    run = run_of(epoch_limit=6)
    runner, state = InlineRunner(), idle(run, 1)
    runner.send(p.Start(1, run, pause_at_epoch=4))
    runner.send(p.Look(13))
    told = runner.receive()
    for event in told:
        state = fold(state, event)
    seen = told[-1]
    assert isinstance(seen, p.Seen)
    past = as_of(state, seen)
    assert (past.weights.step, past.epochs, past.status) == (13, 1, PAUSED)
    assert state.weights.step == 40
    runner.send(p.Resume())
    undisturbed = LiveRun(run)
    undisturbed.go_to(60)
    ended = [event for event in runner.receive() if isinstance(event, p.Ended)]
    assert ended[0].weights == undisturbed.weights()


def test_a_look_sees_other_rows_only_after_they_came() -> None:
    rows = DataRecipe("circles")
    run = run_of(RunChange(30, "data", rows), epoch_limit=6)
    runner, state = InlineRunner(), idle(run, 1)
    runner.send(p.Start(1, run))
    for step, name in ((29, "moons"), (30, "circles")):
        runner.send(p.Look(step))
        for event in runner.receive():
            state = fold(state, event)
            seen = event
        assert as_of(state, seen).dataset.name == name
    assert msgspec.structs.asdict(as_of(state, seen).run)["changes"] == (RunChange(30, "data", rows),)


def test_the_past_has_as_much_room_as_is_wished_when_a_run_begins() -> None:
    wished, inner = [40_000], InlineRunner()
    runner = WithRoom(inner, lambda: wished[0])
    found = []
    for room in (40_000, 80_000):
        wished[0] = room
        runner.send(p.Start(1, run_of(epoch_limit=300)))
        assert isinstance(runner.receive()[-1], p.Ended)
        past = inner._conductor.timeline
        found.append(past.snapshots.size + past.keyframes.size)
        assert past.snapshots.room + past.keyframes.room == room
        assert found[-1] <= room
    assert found[0] < found[1]
