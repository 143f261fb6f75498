"""A run, whole: same bytes from the same text, changes replayed at their step, stops that say which."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.live import LiveRun
from tui_dl.session.protocol import Ended, Epochs
from tui_dl.session.run import Run, RunChange, from_text, to_text


def experiment(**knobs) -> Experiment:
    return Experiment(DataRecipe("moons"), NetworkModel(**{"epoch_limit": 5, **knobs}))


def finish(live: LiveRun) -> list:
    told = [live.begin()]
    while not live.ended:
        told += live.advance()
    return told


def test_every_epoch_is_told_in_order_and_the_end_says_why() -> None:
    told = finish(LiveRun(Run(experiment())))
    records = [record.epoch for event in told if isinstance(event, Epochs) for record in event.records]
    assert records == [1, 2, 3, 4, 5]
    assert told[-1].reason == "epochs"


def test_a_change_becomes_part_of_the_run_and_its_text_replays_to_the_same_bytes() -> None:
    live = LiveRun(Run(experiment(dropout=0.2)))
    for _ in range(13):
        live.advance()
    live.change("learning_rate", 0.1)
    live.change("optimizer", "momentum")
    end = finish(live)[-1]
    again = finish(LiveRun(from_text(to_text(live.run))))[-1]
    assert [change.step for change in live.run.changes] == [13, 13]
    assert again.weights == end.weights
    assert end.weights != finish(LiveRun(Run(experiment(dropout=0.2))))[-1].weights


def test_a_run_stops_at_its_target_and_when_patience_ends() -> None:
    assert finish(LiveRun(Run(experiment(target=0.6, epoch_limit=200))))[-1].reason == "target"
    stuck = experiment(patience=3, epoch_limit=200, direction="up")
    told = finish(LiveRun(Run(stuck)))
    assert isinstance(told[-1], Ended)
    assert told[-1].reason == "patience"
    assert told[-1].weights.epoch == 4  # the first epoch is the best, three more do not better it


def test_a_diverged_run_keeps_the_last_good_epoch_and_says_where() -> None:
    wild = Experiment(DataRecipe("sine"), NetworkModel(hidden=(16,), activation=("relu",), optimizer="sgd"))
    wild = msgspec.structs.replace(wild, model=msgspec.structs.replace(wild.model, learning_rate=100.0))
    end = finish(LiveRun(Run(wild)))[-1]
    assert end.reason == "diverged"
    assert end.divergence.layer in {1, 2}


def test_streams_are_separate_and_each_can_be_set() -> None:
    base = LiveRun(Run(experiment()))
    other = LiveRun(Run(msgspec.structs.replace(experiment(), seeds={"weights": 2})))
    assert base.dataset.train.inputs.tobytes() == other.dataset.train.inputs.tobytes()
    assert base.weights() != other.weights()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(Problem) as told:
        from_text(text)
    assert told.value.code == "bad_run"


def test_text_holds_everything() -> None:
    run = Run(experiment(hidden=(3, 4)), (RunChange(4, "l2", 0.5),))
    assert from_text(to_text(run)) == run
