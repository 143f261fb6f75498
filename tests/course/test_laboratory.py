"""The laboratory's bench, and its tabs that are there again the next time."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.laboratory import LABORATORY, Tabs, whole
from tui_dl.course.learner.progress import Progress
from tui_dl.session.runner import InlineRunner


@contextmanager
def laboratory(folder):
    with Progress.open(folder) as progress:
        bench, tabs = Bench(whole(), "en", InlineRunner()), Tabs(progress)
        tabs.restore(bench)
        bench.receive()
        yield bench, tabs


def test_a_tab_is_there_again_at_the_very_step_where_it_was(tmp_path) -> None:
    with laboratory(tmp_path) as (bench, tabs):
        bench.apply("use data=circles")
        bench.apply("set hidden=[3] inputs=x2,y2 seed.data=5 epoch_limit=10")
        bench.apply("run epochs=4")
        bench.apply("step")
        bench.apply("set learning_rate=0.2")
        bench.apply("step")
        tabs.rename(bench, "  my   circles ")
        tabs.leave(bench)
        before = bench.state
    assert before.weights.step > 4
    with laboratory(tmp_path) as (bench, tabs):
        assert tabs.tab.label == "my circles"
        assert bench.state.run == before.run
        assert bench.state.weights == before.weights
        assert bench.state.records == before.records


def test_tabs_are_apart_and_a_closed_one_stays_away(tmp_path) -> None:
    with laboratory(tmp_path) as (bench, tabs):
        tabs.add(bench)
        bench.apply("use data=iris")
        tabs.take(bench)
        assert [tab.label for tab in tabs.all] == ["moons", "iris"]
        tabs.choose(bench, 0)
        assert bench.experiment.data.make == "moons"
        tabs.choose(bench, -1)
        assert bench.experiment.data.make == "iris"
    with laboratory(tmp_path) as (bench, tabs):
        assert (len(tabs.all), tabs.at) == (2, 1)
        tabs.close(bench)
        assert bench.experiment.data.make == "moons"
    with laboratory(tmp_path) as (bench, tabs):
        assert [tab.label for tab in tabs.all] == ["moons"]
        tabs.close(bench)
        assert len(tabs.all) == 1


@pytest.mark.parametrize("text", ["{", '{"name": "", "run": "{}", "steps": 3}'])
def test_a_tab_that_cannot_be_read_is_left_out(tmp_path, text) -> None:
    with Progress.open(tmp_path) as progress:
        progress.record(LABORATORY, "7", "run", text)
        assert [tab.label for tab in Tabs(progress).all] == ["moons"]


def test_worked_out_inputs_come_and_go(tmp_path) -> None:
    with laboratory(tmp_path) as (bench, _tabs):
        bench.apply("set inputs=x2,xy hidden=none")
        assert bench.state.dataset.feature_names == ("x", "y", "x2", "xy")
        assert bench.state.dataset.is_over_plane
        bench.apply("set inputs=none")
        assert bench.state.dataset.feature_names == ("x", "y")
        assert bench.experiment.data.do == ()
