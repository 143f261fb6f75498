"""Back in a run's past, and another run from there."""

from __future__ import annotations

import msgspec
import pytest

from tui_dl.course import timetravel
from tui_dl.course.bench import Bench
from tui_dl.course.laboratory import whole
from tui_dl.session.past import forks
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import as_of


@pytest.fixture
def bench() -> Bench:
    made = Bench(whole(), "en", InlineRunner())
    made.apply("set epoch_limit=6 hidden=[3]")
    made.apply("run")
    return made


def stopped_at(epochs: int):
    other = Bench(whole(), "en", InlineRunner())
    other.apply("set epoch_limit=6 hidden=[3]")
    other.apply(f"run epochs={epochs}")
    return other.state


def test_an_earlier_step_is_what_it_was(bench) -> None:
    step = bench.state.records[2].step
    timetravel.look(bench, step)
    bench.receive()
    past, then = as_of(bench.state, bench.state.seen), stopped_at(2)
    assert past.weights == then.weights
    assert past.records == then.records
    timetravel.leave(bench)
    assert bench.state.seen is None


def test_another_run_goes_on_from_there_and_parts_where_a_knob_is_turned(bench) -> None:
    first, step = bench.state, bench.state.records[2].step
    timetravel.go_on_from(bench, step)
    bench.receive()
    assert bench.state.weights == stopped_at(2).weights
    assert bench.now.runs[-1].id == first.id
    bench.apply("set learning_rate=1")
    bench.apply("resume")
    assert bench.state.epochs == 6
    assert bench.state.records[:3] == first.records[:3]
    assert bench.state.records[3] != first.records[3]
    assert [change.step for change in bench.state.run.changes] == [step]


def test_what_has_not_begun_has_no_past() -> None:
    fresh = Bench(whole(), "en", InlineRunner())
    assert not timetravel.has_past(fresh)
    fresh.apply("use model=rule")
    fresh.apply("run")
    assert not timetravel.has_past(fresh)


def forked(bench, at: int, *verbs: str):
    """Another run from the end of an epoch, with what is turned there, to its end."""
    timetravel.go_on_from(bench, bench.state.records[at].step)
    bench.receive()
    for verb in (*verbs, "resume"):
        bench.apply(verb)
    return bench.state


def test_forks_say_where_they_parted_and_how_both_stood_at_the_same_step(bench) -> None:
    trunk = bench.state
    assert forks.forks([trunk]) == []
    first = forked(bench, 2, "set learning_rate=1")
    second = forked(bench, 4, "set l2=0.5")
    found = forks.forks([trunk, first, second])
    assert [(one.state.id, one.trunk.id, one.step, one.began) for one in found] == [
        (first.id, trunk.id, trunk.records[2].step, 2),
        (second.id, first.id, first.records[4].step, 4),
    ]
    ours, theirs = found[0].level
    assert ours.step == theirs.step
    assert ours == first.records[6]
    assert theirs == trunk.records[6]


def test_a_run_that_is_repeated_or_goes_on_for_longer_is_no_fork(bench) -> None:
    trunk = bench.state
    longer = forked(bench, 6, "continue")
    assert longer.epochs > trunk.epochs
    bench.apply("run")
    assert forks.forks([trunk, longer, bench.state]) == []
    assert forks.parting(trunk.run, msgspec.structs.replace(trunk.run, experiment=with_seed(trunk))) is None


def with_seed(state):
    return msgspec.structs.replace(state.run.experiment, seed=state.run.experiment.seed + 1)


def test_another_branch_comes_back_to_the_last_bit_and_is_counted_once(bench) -> None:
    trunk = bench.state
    branch = forked(bench, 2, "set learning_rate=1")
    count = bench.scope().value("runs")
    timetravel.turn_to(bench, trunk)
    bench.receive()
    assert bench.state.weights == trunk.weights
    assert bench.state.records == trunk.records
    assert bench.scope().value("runs") == count
    timetravel.turn_to(bench, next(run for run in bench.now.runs if run.id == branch.id))
    bench.receive()
    assert bench.state.weights == branch.weights
    assert bench.scope().value("runs") == count
