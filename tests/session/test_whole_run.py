"""All that a run can be: changed by hand, given other rows, begun from another, grown layer by layer; and repeated."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from tests.session.runs import end_of, finished, state_of
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.metrics import calibration_error, precision_recall_f1
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol as p
from tui_dl.session.experiment import Experiment, NetworkModel, Origin
from tui_dl.session.inspection import kinks, network_of
from tui_dl.session.live import LiveRun
from tui_dl.session.run import Run, RunChange, from_text, to_text
from tui_dl.session.state import FAILED, PAUSED, RunState

MODEL = NetworkModel(hidden=(6, 5), epoch_limit=8)
RUN = Run(Experiment(DataRecipe("moons"), MODEL))


def same_again(state: RunState) -> None:
    """A run repeated from its text is the same to the last bit, in its weights and in all that was measured."""
    again = end_of(from_text(to_text(state.run)))
    assert again.weights == state.weights
    assert again.records == state.records


def test_a_held_unit_is_held_in_all_that_follows_and_can_be_let_go() -> None:
    start, go_on = p.Start(1, RUN, pause_at_epoch=3), p.Resume()
    held = state_of(RUN, start, p.Change("mask.1.2", "mean"), go_on)
    network = network_of(held)
    said = network.layer_outputs(held.dataset.train.inputs)[0]
    assert np.ptp(said[:, 1]) == 0.0
    assert said[0, 1] != 0.0
    assert (network.outputs(held.dataset.train.inputs)[:, 0] > 0).mean() > 0.1
    same_again(held)
    zero = state_of(RUN, start, p.Change("mask.2.5", "zero"), go_on)
    assert (network_of(zero).layer_outputs(zero.dataset.train.inputs)[1][:, 4] == 0).all()
    on = state_of(RUN, start, p.Change("mask.2.5", "zero"), p.Change("mask.2.5", "on"), go_on)
    assert on.weights.held == ()
    assert on.weights == end_of(RUN).weights
    same_again(on)


def test_what_a_hand_does_is_measured_at_once_even_after_the_end() -> None:
    ended = end_of(RUN)
    state = state_of(RUN, p.Start(1, RUN), p.Change("mask.1.2", "zero"), p.Edit(0, 4.0))
    assert [record.epoch for record in state.records[-3:]] == [8, 8, 8]
    assert [record.touched for record in state.records[-3:]] == [False, True, True]
    assert len({record.validation.loss for record in state.records[-3:]}) == 3
    assert state.records[:-2] == ended.records
    logits = network_of(state).outputs(state.dataset.validation.inputs)[:, 0]
    assert state.records[-1].validation.accuracy == ((logits > 0) == state.dataset.validation.targets).mean()
    same_again(state)


@pytest.mark.parametrize(
    ("knob", "code"),
    [("mask.1.7", "no_unit"), ("mask.3.1", "no_unit"), ("mask.0.1", "no_unit"), ("parameter.9999", "no_parameter")],
)
def test_a_wrong_place_is_told_and_ends_no_process(knob: str, code: str) -> None:
    state = state_of(RUN, p.Start(1, RUN, pause_at_epoch=1), p.Change(knob, "zero" if "mask" in knob else 1.0))
    assert (state.status, state.failure[0]) == (FAILED, code)


def test_a_run_that_was_put_away_is_taken_up_where_it_was_and_holds() -> None:
    changed = state_of(RUN, p.Start(1, RUN, pause_at_epoch=0), p.Edit(3, 2.0))
    again = state_of(changed.run, p.Start(1, changed.run, replay_to=0))
    assert (again.status, again.weights) == (PAUSED, changed.weights)
    later = state_of(RUN, p.Start(1, RUN, pause_at_epoch=2), p.Change("mask.1.1", "zero"))
    again = state_of(later.run, p.Start(1, later.run, replay_to=later.weights.step))
    assert (again.status, again.weights) == (PAUSED, later.weights)


def test_a_stale_network_learns_on_from_other_rows_with_its_own_scaler() -> None:
    old = DataRecipe("moons", standardise=True)
    turned = DataRecipe("moons", standardise=True, do=("rotate 40",), draw=1, rows=Rows(train=100))
    run = Run(Experiment(old, NetworkModel(hidden=(8,), epoch_limit=40, learning_rate=0.03)))
    state = state_of(run, p.Start(1, run), p.Change("data", turned))
    stale = state.records[-1].validation.accuracy
    assert (len(state.dataset.train), state.weights.epoch) == (100, 40)
    first, rows = load(old, 1).train.raw, load(turned, 1).train.raw
    np.testing.assert_allclose(state.dataset.train.inputs, (rows - first.mean(0)) / first.std(0), atol=1e-12)
    state = state_of(run, p.Start(1, run), p.Change("data", turned), p.Resume(more_epochs=40))
    assert state.epochs == 80
    assert state.records[-1].step == 40 * 10 + 40 * 4
    assert state.last.validation.accuracy > stale + 0.05
    same_again(state)


def test_rows_that_the_network_cannot_take_are_refused() -> None:
    state = state_of(RUN, p.Start(1, RUN, pause_at_epoch=1), p.Change("data", DataRecipe("iris")))
    assert state.failure[0] == "other_columns"
    state = state_of(RUN, p.Start(1, RUN, pause_at_epoch=1), p.Change("data", DataRecipe("blobs")))
    assert state.failure[0] == "other_rows"


def reusing(**fields) -> Experiment:
    origin = Origin(**{"run": RUN, "steps": 80, **fields})
    return Experiment(DataRecipe("moons", draw=1, rows=Rows(train=60)), MODEL, seed=5, origin=origin)


def test_a_run_stands_on_another_and_its_text_is_enough_to_repeat_it() -> None:
    kept = network_of(end_of(RUN))
    begun = network_of(state_of(reusing()))
    assert (begun.parameters == kept.parameters).all()
    some = network_of(state_of(reusing(layers=(1, 1))))
    assert (some.layers[0].matrix == kept.layers[0].matrix).all()
    assert (some.layers[1].weights != kept.layers[1].weights).all()
    headless = network_of(state_of(reusing(new_head=True)))
    assert (headless.layers[1].matrix == kept.layers[1].matrix).all()
    assert (headless.layers[2].weights != kept.layers[2].weights).all()
    earlier = network_of(state_of(reusing(steps=20)))
    assert (earlier.parameters == network_of(state_of(RUN, p.Start(1, RUN, pause_at_epoch=2))).parameters).all()
    twice = Origin(run=Run(reusing(new_head=True)), steps=16)
    same_again(end_of(Run(msgspec.structs.replace(reusing(), origin=twice))))


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw", "momentum", "random", "nudge"])
def test_frozen_layers_stay_whatever_moves_the_others(optimizer: str) -> None:
    experiment = reusing(frozen=(1, 2), new_head=True)
    model = msgspec.structs.replace(MODEL, optimizer=optimizer, l2=0.1, epoch_limit=20)
    run = Run(msgspec.structs.replace(experiment, model=model))
    before, after = network_of(state_of(run)), network_of(end_of(run))
    for number in (0, 1):
        assert (after.layers[number].matrix == before.layers[number].matrix).all()
    assert (after.layers[2].matrix != before.layers[2].matrix).any()


def test_reused_layers_see_rows_scaled_as_they_were_learned() -> None:
    first = Run(Experiment(DataRecipe("digits"), NetworkModel(hidden=(16,), epoch_limit=2)))
    few = DataRecipe("digits", rows=Rows(40, 300, 300), draw=1)
    state = state_of(Experiment(few, NetworkModel(hidden=(16,)), origin=Origin(run=first, steps=10)))
    shift, spread = load(first.experiment.data, 1).train.raw.mean(0), load(first.experiment.data, 1).train.raw.std(0)
    scaled = np.divide(
        state.dataset.train.raw - shift, spread, out=np.zeros_like(shift + state.dataset.train.raw), where=spread > 0
    )
    np.testing.assert_allclose(state.dataset.train.inputs, scaled, atol=1e-12)


def test_layers_that_do_not_fit_are_refused_by_name() -> None:
    other = msgspec.structs.replace(reusing(), model=NetworkModel(hidden=(7, 5)))
    with pytest.raises(Problem, match="origin_shape"):
        LiveRun(Run(other))
    with pytest.raises(Problem, match="no_layers"):
        LiveRun(Run(reusing(frozen=(2, 9))))


def test_greedily_a_layer_joins_when_its_turn_has_come_and_the_earlier_ones_stay() -> None:
    model = NetworkModel(hidden=(6, 5, 4), epoch_limit=9, schedule="greedy")
    run = Run(Experiment(DataRecipe("spirals"), model))
    states = [state_of(run, p.Start(1, run, pause_at_epoch=epoch)) for epoch in (3, 4, 6, 7, 9)]
    networks = [network_of(state) for state in states]
    assert [network.sizes for network in networks] == [
        (2, 6, 1),
        (2, 6, 5, 1),
        (2, 6, 5, 1),
        (2, 6, 5, 4, 1),
        (2, 6, 5, 4, 1),
    ]
    assert (networks[1].layers[0].matrix == networks[0].layers[0].matrix).all()
    assert (networks[2].layers[1].matrix != networks[1].layers[1].matrix).any()
    for number in (0, 1):
        assert (networks[4].layers[number].matrix == networks[2].layers[number].matrix).all()
    assert (networks[4].layers[2].matrix != networks[3].layers[2].matrix).any()
    longer = state_of(run, p.Start(1, run), p.Resume(more_epochs=9))
    assert longer.epochs == 18
    same_again(longer)


def test_patience_stops_and_what_is_chosen_is_the_epoch_of_lowest_validation_loss() -> None:
    from tui_dl.course.moment import run_value  # noqa: PLC0415

    data = DataRecipe("moons", {"noise": 0.4}, rows=Rows(train=40))
    state = finished(data, 1, hidden=(64, 64), activation=("relu",), batch_size=16, patience=7, epoch_limit=500)
    losses = [record.validation.loss for record in state.records[1:]]
    best = int(np.argmin(losses))
    assert state.stopped == "patience"
    assert len(losses) == best + 1 + 7
    chosen = state.records[best + 1]
    assert run_value(state, "chosen.validation.loss") == chosen.validation.loss
    assert run_value(state, "chosen.train.accuracy") == chosen.train.accuracy
    assert run_value(state, "validation.loss") > chosen.validation.loss


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.8])
def test_a_threshold_changes_how_answers_are_read_and_nothing_else(threshold: float) -> None:
    run = Run(Experiment(DataRecipe("moons", {"noise": 0.4}), MODEL))
    state = state_of(run, p.Start(1, run), p.Change("decision_threshold", threshold))
    part, was, now = state.dataset.validation, state.records[-2].validation, state.records[-1].validation
    logits = network_of(state).outputs(part.inputs)[:, 0].astype(float)
    ones = (1 / (1 + np.exp(-logits)) > threshold).astype(int)
    precision, recall, f1 = precision_recall_f1(ones, part.targets, 2)
    assert (now.precision, now.recall) == (precision, recall)
    assert now.f1 == pytest.approx(f1, abs=1e-12)
    assert now.accuracy == (ones == part.targets).mean()
    assert (now.loss, now.confidence, now.calibration) == (was.loss, was.confidence, was.calibration)
    assert state.weights == end_of(run).weights
    same_again(state)


@pytest.mark.parametrize("name", ["moons", "iris"])
def test_confidence_and_calibration_are_those_of_the_probabilities(name: str) -> None:
    state = finished(name, 1, epoch_limit=3)
    part, told = state.dataset.validation, state.last.validation
    logits = network_of(state).outputs(part.inputs).astype(float)
    logits = np.column_stack([np.zeros(len(logits)), logits]) if logits.shape[1] == 1 else logits
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert told.confidence == pytest.approx(chances.max(axis=1).mean(), abs=1e-5)
    assert told.calibration == pytest.approx(calibration_error(chances, part.targets), abs=1e-4)


def test_changes_of_every_kind_survive_as_text() -> None:
    changes = (
        RunChange(1, "data", DataRecipe("moons", draw=3)),
        RunChange(2, "mask.1.1", "mean"),
        RunChange(3, "parameter.4", 0.5),
    )
    run = Run(reusing(frozen=(1, 1)), changes)
    assert from_text(to_text(run)) == run
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(p.Start(1, run)), type=p.Command)
    assert sent.run == run


def test_kinks_are_counted_by_the_formula() -> None:
    run = Run(Experiment(DataRecipe("line"), NetworkModel(hidden=(4,), activation=("relu",))))
    parts = [(1.0, 0.5), (-2.0, 0.5), (2.0, 1.0), (1.0, 9.0)]  # they bend at -0.5, 0.25, -0.5 and outside the data
    flat = [number for pair in parts for number in pair] + [1.0, 1.0, 1.0, 1.0, 0.0]
    edits = [p.Edit(place, value) for place, value in enumerate(flat)]
    start = p.Start(1, run, pause_at_epoch=0)
    state = state_of(run, start, *edits)
    assert kinks(state) == 2
    at = np.linspace(-1, 1, 2001)[:, None]
    slopes = np.diff(network_of(state).outputs(at)[:, 0].astype(float), 2)
    assert np.count_nonzero(np.abs(slopes) > 1e-4) in {2, 3, 4}  # a bend between two points shows at both
    assert kinks(state_of(run, start, *edits, p.Change("mask.1.2", "zero"))) == 1
    assert kinks(state_of(RUN)) is None
