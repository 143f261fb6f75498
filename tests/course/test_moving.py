"""A point is moved, and the road is laid anew."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.written.loader import load_lesson
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.run import from_text, to_text
from tui_dl.session.runner import InlineRunner


@pytest.fixture
def bench():
    with PatientFitter() as fitter:
        yield Bench(load_lesson("svm"), "en", InlineRunner(), fitter)


def test_only_the_named_point_moves_and_by_as_much(bench) -> None:
    bench.apply("use model=road")
    bench.apply("run")
    before, road = bench.state.dataset.train.inputs, bench.state.fit.road
    bench.apply("move_point farthest by=-0.5")
    after = bench.state.dataset.train.inputs
    moved = np.flatnonzero((before != after).any(axis=1))
    assert moved.tolist() == [np.abs(np.frombuffer(road.sides)).argmax()]
    assert np.linalg.norm(after - before) == pytest.approx(0.5, abs=1e-5)
    was, now = (np.frombuffer(one.sides)[moved[0]] for one in (road, bench.state.fit.road))
    assert abs(now) < abs(was)
    assert bench.scope().value("did.move_point")
    assert from_text(to_text(bench.state.run)) == bench.state.run


def test_one_that_holds_the_road_takes_the_road_with_it(bench) -> None:
    bench.apply("use model=road")
    bench.apply("run")
    before, held = bench.scope().value("margin"), bench.state.fit.road.support[0]
    inputs = bench.state.dataset.train.inputs
    bench.apply("move_point support by=-0.4")
    assert (bench.state.dataset.train.inputs[held] != inputs[held]).any()
    assert bench.scope().value("margin") < 0.95 * before


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("move_point nearest by=1", "unknown_choice"),
        ("move_point farthest by=much", "out_of_range"),
        ("move_point farthest", "out_of_range"),
    ],
)
def test_what_cannot_be_moved_is_told_and_nothing_changes(bench, verb: str, code: str) -> None:
    bench.apply("use model=road")
    bench.apply("run")
    state = bench.state
    with pytest.raises(Problem) as told:
        bench.apply(verb)
    assert told.value.code == code
    assert bench.state is state


def test_without_a_straight_road_there_is_no_way_across_it(bench) -> None:
    for verbs in (["use model=road"], ["use data=rings model=short", "run"]):
        for verb in verbs:
            bench.apply(verb)
        with pytest.raises(Problem) as told:
            bench.apply("move_point farthest by=1")
        assert told.value.code == "no_straight_road"


def test_the_width_of_a_step_is_the_widest_of_all_its_runs_the_last_among_them(bench) -> None:
    bench.enter(1)
    for turn in (50, 40, 30):
        bench.apply(f"set turn={turn}")
    widest = bench.scope().value("margin")
    bench.apply("next")
    hand = bench.scope_of("hand")
    assert max(one.value("margin") for one in hand.runs()) == widest


def test_a_row_that_is_not_there_cannot_be_moved() -> None:
    few = Rows(10, 10, 10)
    for text in ("move row=11 by=1,1", "move row=1 by=1", "move row=1 by=inf,0", "move by=1,1"):
        with pytest.raises(Problem) as told:
            load(DataRecipe("moons", {}, few, (text,)), 1)
        assert told.value.code == "transform_values"
