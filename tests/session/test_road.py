"""Support vector machines tell what a plain scikit-learn script finds; a kernel is the trip that it saves."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.svm import SVC

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.baselines import fit
from tui_dl.session.classical.kernels import mapped, similarity
from tui_dl.session.experiment import RuleModel
from tui_dl.session.rules import distances, fit_rule, margin

TOWNS = DataRecipe("blobs", {"classes": 2, "noise": 0.4}, Rows(60, 50, 50), ("rotate 30",))
RINGS = DataRecipe("circles", {}, Rows(100, 50, 50))


def test_a_straight_road_is_that_of_a_plain_script() -> None:
    dataset = load(TOWNS, 1)
    made, plain = fit("linear_svm", dataset, 1, {"C": 1000.0}), SVC(kernel="linear", C=1000.0)
    plain.fit(dataset.train.inputs, dataset.train.targets)
    road = made.road
    assert road is not None
    assert road.support == tuple(sorted(plain.support_))
    assert np.frombuffer(road.sides) == pytest.approx(plain.decision_function(dataset.train.inputs))
    assert dataset.train.inputs @ road.plane[:-1] + road.plane[-1] == pytest.approx(np.frombuffer(road.sides))
    assert made.details["margin"] == pytest.approx(2 / np.linalg.norm(plain.coef_))
    assert np.abs(np.frombuffer(road.sides)).min() == pytest.approx(1.0, abs=1e-3)


def test_the_widest_road_is_held_by_its_support_vectors_alone() -> None:
    dataset = load(TOWNS, 1)
    made = fit("linear_svm", dataset, 1, {"C": 1000.0})
    held = np.array(made.road.support)
    few = SVC(kernel="linear", C=1000.0).fit(dataset.train.inputs[held], dataset.train.targets[held])
    assert 2 / np.linalg.norm(few.coef_) == pytest.approx(made.details["margin"], rel=1e-3)


def test_the_square_of_a_product_is_the_product_of_mapped_points() -> None:
    points = np.random.default_rng(1).normal(size=(7, 4))
    assert mapped(points).shape == (7, 10)
    assert mapped(points) @ mapped(points).T == pytest.approx(similarity(points, points))
    assert similarity(np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]])) == pytest.approx(np.array([[25.0]]))


def test_the_kernel_finds_what_the_trip_finds() -> None:
    dataset = load(RINGS, 3)
    kernel, trip = (fit(name, dataset, 1, {"C": 10.0}) for name in ("square_svm", "mapped_svm"))
    assert kernel.road.support == trip.road.support
    assert kernel.details["margin"] == pytest.approx(trip.details["margin"], rel=1e-3)
    assert kernel.validation == trip.validation
    assert np.frombuffer(kernel.road.sides) == pytest.approx(np.frombuffer(trip.road.sides), abs=0.02)
    assert kernel.road.plane == trip.road.plane == ()


def test_a_line_by_hand_has_the_road_that_fits_around_it() -> None:
    dataset = load(TOWNS, 1)
    line = fit_rule(RuleModel(feature="x", turn=30.0, threshold=0.0), dataset)
    direction = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    assert margin(line, dataset) == pytest.approx(2 * np.abs(dataset.train.inputs @ direction).min())
    assert margin(line, dataset) <= fit("linear_svm", dataset, 1, {"C": 1000.0}).details["margin"] + 1e-6
    across = fit_rule(RuleModel(feature="x", turn=120.0, threshold=0.0), dataset)
    assert margin(across, dataset) < 0
    wrong = (distances(across, dataset) < 0).sum()
    assert 0 < wrong < len(dataset.train)


def test_a_bent_border_has_no_width() -> None:
    dataset = load(RINGS, 1)
    assert margin(fit_rule(RuleModel(feature="distance"), dataset), dataset) is None


@pytest.mark.parametrize("name", ["linear_svm", "square_svm", "mapped_svm"])
def test_values_are_refused_by_what_tells_classes_apart(name: str) -> None:
    with pytest.raises(Problem) as told:
        fit(name, load(DataRecipe("sine", {}, Rows(30, 30, 30)), 1), 1)
    assert told.value.code == "method_needs_classes"
