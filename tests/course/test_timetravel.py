"""Back in a run's past, and another run from there."""

from __future__ import annotations

import pytest

from tui_dl.course import timetravel
from tui_dl.course.bench import Bench
from tui_dl.course.laboratory import whole
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
