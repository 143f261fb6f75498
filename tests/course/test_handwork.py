"""Verbs that reach into a network, on a real bench."""

from __future__ import annotations

import pytest

from tests.course.test_bench import bench_at
from tui_dl.course.replaying import from_its_text, to_its_text
from tui_dl.engine.problem import Problem
from tui_dl.session.inspection import network_of
from tui_dl.session.state import PAUSED


def test_a_weight_is_set_by_its_place_before_any_step_and_is_measured() -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[2]")
    bench.apply("edit layer1.w[2,1]=0.5 layer2.b[1]=-1")
    network = network_of(bench.state)
    assert network.layers[0].weights[1, 0] == 0.5
    assert network.layers[1].biases[0] == -1.0
    assert bench.scope().value("validation.accuracy") == bench.state.records[-1].validation.accuracy
    assert bench.scope().value("did.edit")


def test_a_unit_is_switched_off_and_on_after_the_end() -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[3]")
    bench.apply("run epochs=30")
    before = bench.scope().value("validation.loss")
    for words in ("mask 1.2", "mask 1.2 mean"):
        bench.apply(words)
        assert bench.scope().value("validation.loss") != before
    bench.apply("mask 1.2 on")
    assert bench.scope().value("validation.loss") == before


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("edit layer9.w[1,1]=1", "no_place"),
        ("edit layer1.w[1,3]=1", "no_place"),
        ("edit layer1.b[4]=1", "no_place"),
        ("edit w=1", "no_place"),
        ("edit layer1.b[1]=much", "out_of_range"),
        ("mask 1.4", "no_unit"),
        ("mask 2.1", "no_unit"),
        ("mask 1.1 maybe", "unknown_choice"),
        ("start_from nobody", "unknown_name"),
    ],
)
def test_a_wrong_place_is_told_and_changes_nothing(verb: str, code: str) -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[3]")
    with pytest.raises(Problem) as told:
        bench.apply(verb)
    assert told.value.code == code
    assert bench.state.run.changes == ()


def test_a_run_starts_from_a_kept_one_and_fresh_lets_go() -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[3]")
    bench.apply("run epochs=5")
    bench.apply("keep old")
    bench.apply("start_from old frozen=1..1 new_head")
    bench.apply("run epochs=3")
    old, new = network_of(bench.kept["old"]), network_of(bench.state)
    assert (new.layers[0].matrix == old.layers[0].matrix).all()
    assert (new.layers[1].matrix != old.layers[1].matrix).any()
    bench.apply("start_from fresh")
    assert bench.experiment.origin is None


def test_a_threshold_is_read_at_once_after_the_end() -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[3] epoch_limit=10")
    bench.apply("run")
    bench.apply("set decision_threshold=0.2")
    assert bench.scope().value("validation.recall") == bench.state.records[-1].validation.recall
    assert bench.state.records[-1].touched
    assert bench.scope().value("decision_threshold") == 0.2


def test_the_least_needed_unit_is_held_and_the_next_after_it() -> None:
    bench = bench_at("layer", "straight")
    bench.apply("set hidden=[4]")
    bench.apply("run epochs=30")
    bench.apply("mask least mean")
    bench.apply("mask least mean")
    assert len({unit for _, unit, _ in bench.state.weights.held}) == bench.scope().value("held") == 2
    assert bench.scope().value("cost") < 0.5


def test_a_step_that_begins_held_shows_its_weights_and_keeps_what_a_hand_has_done() -> None:
    bench = bench_at("weights", "valley")
    assert bench.state.status == PAUSED
    assert bench.scope().value("layer1.w2_1") == 1
    bench.apply("edit layer1.w[2,1]=-1 layer2.b[1]=0")
    assert bench.passed
    bench.apply("next")
    bench.apply("previous")
    assert bench.scope().value("layer1.w2_1") == -1
    again = from_its_text(to_its_text(bench.memory["valley"].passed_run), 7)
    assert again.weights.flat == bench.state.weights.flat
    assert again.epochs == 0
