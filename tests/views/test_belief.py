"""How sure a network is: beside how often it is right, and where it has seen nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.views.states import other, trained
from tui_dl.engine.metrics import beliefs, calibration_error, reliability
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import NetworkModel, RuleModel
from tui_dl.session.inspection import network_of
from tui_dl.views import Scene, draw
from tui_dl.words import numbers

LARGE = Size(76, 20)
SURE = {"hidden": (16,), "activation": ("relu",), "epoch_limit": 30, "batch_size": 16}


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_bins_add_up_to_the_calibration_error(classes: int) -> None:
    rng = np.random.default_rng(classes)
    logits, targets = rng.normal(0, 3, (400, classes)), rng.integers(0, classes, 400)
    answers, top = beliefs(logits)
    rows, belief, share = reliability(top, answers == targets)
    raised = np.exp(logits)
    expected = calibration_error(raised / raised.sum(axis=1, keepdims=True), targets)
    assert rows.sum() == 400
    assert (rows * abs(belief - share)).sum() / 400 == pytest.approx(expected)


def test_one_output_believes_as_two_do() -> None:
    logits = np.random.default_rng(1).normal(0, 3, (50, 1))
    answers, top = beliefs(logits)
    of_two, top_of_two = beliefs(np.column_stack([np.zeros(50), logits[:, 0]]))
    assert np.array_equal(answers, of_two)
    assert top == pytest.approx(top_of_two)


def test_the_diagram_says_what_the_run_has_measured() -> None:
    state = trained("blobs", **SURE)
    figure = draw("calibration", Scene(state), LARGE, Look(colour=False))
    validation = state.last.validation
    for value in (validation.confidence, validation.accuracy, validation.calibration):
        assert numbers.score(value) in figure.plain().splitlines()[0]
        assert numbers.score(value) in figure.twin
    counts = [int(row.split()[-1]) for row in figure.plain().splitlines() if row[:1].isdecimal()]
    assert sum(counts) == len(state.dataset.validation)


def test_where_belief_is_too_high_the_bar_shows_what_is_missing() -> None:
    state = trained("moons", hidden=(16,), epoch_limit=1, learning_rate=3.0)
    figure = draw("calibration", Scene(state), LARGE, Look(colour=False))
    assert state.last.validation.confidence > state.last.validation.accuracy
    assert "░" in "".join(figure.plain().splitlines()[2:-1])


def test_without_classes_or_network_it_says_so() -> None:
    assert "values" in draw("calibration", Scene(trained("sine")), LARGE, Look()).twin
    assert "Press Space" in draw("calibration", Scene(other("moons", NetworkModel())), LARGE, Look()).twin
    assert "no probabilities" in draw("calibration", Scene(other("moons", RuleModel())), LARGE, Look()).twin


def test_beyond_the_data_the_curve_is_the_networks() -> None:
    state = trained("sine", **SURE)
    network = network_of(state)
    assert network is not None
    figure = draw("beyond", Scene(state), LARGE, Look(colour=False))
    low, high = (float(end(state.dataset.train.inputs)) for end in (np.min, np.max))
    right = 2 * high - low
    assert f"{float(network.outputs(np.array([[right]]))[0, 0]):.3g} at {right:.3g}" in figure.twin
    assert "the true curve" in figure.plain()
    assert figure.plain().count("┆") > LARGE.height


def test_beyond_a_plane_it_is_said_how_sure_it_is_out_there() -> None:
    state = trained("moons", **SURE)
    inside = float(beliefs(network_of(state).outputs(state.dataset.validation.inputs))[1].mean())
    assert numbers.score(inside) in draw("beyond", Scene(state), LARGE, Look()).twin
    assert "can be drawn of one input" in draw("beyond", Scene(trained("iris")), LARGE, Look()).twin
