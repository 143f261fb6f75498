"""What the knobs of a run do to it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.session.runs import end_of, finished, state_of
from tui_dl.course.moment import run_value
from tui_dl.data.handmade import HANDMADE
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.inspection import network_of
from tui_dl.session.knobs import parse, value_of, with_value
from tui_dl.session.live import LiveRun
from tui_dl.session.run import Run


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_guesses_lose_against_a_hundred_steps_downhill(seed: int) -> None:
    shared = {"hidden": (8,), "batch_size": 1000}
    guesses = finished("iris", seed, **shared, optimizer="random", epoch_limit=1000)
    downhill = finished("iris", seed, **shared, optimizer="adam", learning_rate=0.1, epoch_limit=100)
    assert run_value(guesses, "tries") == 1000
    assert run_value(downhill, "tries") == 100
    assert run_value(guesses, "train.loss") > 2 * run_value(downhill, "train.loss")
    losses = [record.train.loss for record in guesses.records]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[1]


def test_a_search_is_repeated_to_the_last_bit() -> None:
    for optimizer in ("random", "nudge"):
        run = Run(Experiment(DataRecipe("moons"), NetworkModel(optimizer=optimizer, epoch_limit=30)))
        assert end_of(run).weights == end_of(run).weights
        assert end_of(run).weights.step == 30


def test_the_optimizer_may_become_a_search_and_back_while_it_trains() -> None:
    live = LiveRun(Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=6))))
    for optimizer, epoch in (("nudge", 2), ("sgd", 4)):
        while live.trainer.epoch < epoch:
            live.advance()
        live.change("optimizer", optimizer)
    while not live.ended:
        live.advance()
    assert live.trainer.step == 10 + 10 + 1 + 1 + 10 + 10
    assert end_of(live.run).weights == live.weights()


@pytest.mark.parametrize("seed", range(5))
def test_uphill_the_loss_rises(seed: int) -> None:
    state = finished("moons", seed, optimizer="sgd", learning_rate=0.1, direction="up", epoch_limit=5)
    losses = [record.train.loss for record in state.records]
    assert losses == sorted(losses)
    assert losses[-1] > losses[0] + 0.1


def test_initializers_and_first_biases_are_reached_by_knobs() -> None:
    zeros = finished("circles", 1, hidden=(8,), initializer="zeros", epoch_limit=3)
    assert (network_of(zeros).layers[0].matrix == 0).all()
    dead = finished("moons", 1, hidden=(16,), activation=("relu",), bias_start=-10.0, epoch_limit=2)
    assert run_value(dead, "layer1.dead") == 1.0
    assert run_value(dead, "validation.accuracy") == 0.5
    small = state_of(
        Experiment(DataRecipe("moons"), NetworkModel(hidden=(200,), initializer="normal", initializer_scale=0.01))
    )
    assert 0.008 < network_of(small).layers[0].weights.std() < 0.012


def test_sorted_rows_that_are_never_shuffled_harm() -> None:
    data = DataRecipe("moons", rows=Rows(train=1000), do=("sorted",))
    knobs = {"hidden": (16,), "activation": ("relu",), "optimizer": "sgd", "learning_rate": 0.3, "batch_size": 4}
    scores = []
    for shuffle in ("on", "off"):
        state = finished(data, 1, **knobs, epoch_limit=30, shuffle=shuffle)
        scores.append(np.mean([record.validation.accuracy for record in state.records[-10:]]))
    assert scores[0] > scores[1] + 0.1


def test_a_weight_of_class_1_moves_the_answers_there_and_needs_two_classes() -> None:
    plain, weighed = (finished("moons", 1, epoch_limit=5, positive_weight=weight) for weight in (1.0, 20.0))
    ones = [(network_of(state).outputs(state.dataset.validation.inputs) > 0).mean() for state in (plain, weighed)]
    assert ones[1] > ones[0] + 0.1
    with pytest.raises(Problem, match="weight_needs_two_classes"):
        LiveRun(Run(Experiment(DataRecipe("iris"), NetworkModel(positive_weight=2.0))))


def test_a_switch_takes_on_and_off() -> None:
    assert parse("shuffle", "off") == "off"
    with pytest.raises(Problem, match="unknown_choice"):
        parse("shuffle", "maybe")


def test_a_set_of_columns_is_a_knob() -> None:
    digits = Experiment(DataRecipe("digits", do=("relabel odd", "features ink", "flip_labels share=0.1")))
    assert value_of(digits, "features") == ("ink",)
    two = with_value(digits, "features", parse("features", "holes,ink"))
    assert two.data.do == ("relabel odd", "features ink,holes", "flip_labels share=0.1")
    assert load(two.data, 1).feature_names == ("ink", "holes")
    none = with_value(two, "features", parse("features", "none"))
    assert load(none.data, 1).image_shape == (8, 8)
    assert value_of(with_value(none, "features", parse("features", "all")), "features") == tuple(HANDMADE)
    with pytest.raises(Problem, match="unknown_choice"):
        parse("features", "ink,hole")


def test_worked_out_inputs_are_a_knob() -> None:
    circles = with_value(Experiment(DataRecipe("circles")), "inputs", parse("inputs", "xy,r2"))
    assert load(circles.data, 1).feature_names == ("x", "y", "xy", "r2")
    assert value_of(Experiment(DataRecipe("circles")), "inputs") == ()
