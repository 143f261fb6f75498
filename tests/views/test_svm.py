"""The figures of a road and of a kernel: every number is that of the fit."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.views.states import fitted, scenes
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import ClassicModel
from tui_dl.session.rules import margin
from tui_dl.views import Scene, draw
from tui_dl.views.streets import by_hand, street_of, wrong_rows
from tui_dl.views.svm import EDGE
from tui_dl.words import numbers

LARGE, SMALL, PLAIN = Size(90, 24), Size(40, 12), Look(colour=False)


def test_it_says_how_wide_the_road_is_and_how_many_hold_it() -> None:
    fit = scenes()["road"].state.fit
    width, held = numbers.score(fit.details["margin"]), len(fit.road.support)
    for size in (LARGE, SMALL):
        drawn = draw("svm", scenes()["road"], size, PLAIN).plain().splitlines()[0]
        assert width in drawn
        assert re.search(rf"\b{held} of 300\b", drawn)
    inside = (np.abs(np.frombuffer(fit.road.sides)) < 1 - EDGE).sum()
    assert f"{inside} lie between the edges" in draw("svm", scenes()["road"], LARGE, PLAIN).twin


def test_the_ground_is_the_road_where_the_machine_says_so() -> None:
    scene = scenes()["road"]
    street = street_of(scene)
    rows = draw("svm", scene, Size(60, 20), PLAIN).plain().splitlines()[1:-2]
    (left, right), (low, high) = scene.state.dataset.bounds
    seen = 0
    for row, line in enumerate(rows):
        for column, glyph in enumerate(line.ljust(60)):
            if glyph in " ░▒▓":
                y = high - (row + 0.25) / len(rows) * (high - low)
                side = street.ask(np.array([[left + (column + 0.5) / 60 * (right - left), y]]))[0]
                assert glyph == " ░▒▓"[int(np.digitize(side, (-1.0, 0.0, 1.0)))]
                seen += 1
    assert seen > 300


def test_a_line_by_hand_is_measured_and_where_it_is_in_the_way_that_is_said() -> None:
    laid = scenes()["line"].state
    width = margin(laid.rule, laid.dataset)
    drawn = draw("svm", scenes()["line"], LARGE, PLAIN).plain()
    assert width > 0
    assert f"Your road is {numbers.score(width)} wide" in drawn
    assert "░" in drawn
    scene = scenes()["line in the way"]
    state = scene.state
    street = by_hand(state.rule, state.dataset)
    assert street.width == margin(state.rule, state.dataset) < 0
    wrong = len(wrong_rows(street, state.dataset))
    drawn = draw("svm", scene, LARGE, PLAIN).plain()
    assert f"No road: {wrong} on" in drawn
    assert "░" not in drawn
    assert f"× wrong {wrong}" in drawn


def test_a_table_is_drawn_by_its_distances() -> None:
    scene = scenes()["table road"]
    drawn = draw("svm", scene, LARGE, PLAIN)
    assert "edges of the road" in drawn.plain()
    assert drawn.plain().count("┊") > 10
    street = street_of(scene)
    targets = scene.state.dataset.train.targets
    assert len(wrong_rows(street, scene.state.dataset)) == ((street.sides > 0) != (targets == 1)).sum()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("roads", "between two classes"),
        ("value road", "between two classes"),
        ("ended", "Press b"),
        ("line not laid", "Press Space"),
    ],
)
def test_where_no_road_can_be_drawn_it_says_why(name: str, said: str) -> None:
    assert said in draw("svm", scenes()[name], LARGE, PLAIN).twin


def test_a_road_fitted_for_comparison_is_shown_beside_a_network() -> None:
    beside = Scene(scenes()["ended"].state, fits=(fitted("circles", ClassicModel("rbf_svm")).fit,))
    assert "RBF SVM, gamma" in draw("svm", beside, LARGE, PLAIN).plain()


def test_the_kernel_comes_to_the_same_both_ways() -> None:
    drawn = draw("kernel", scenes()["squares"], LARGE, PLAIN).plain()
    short = re.search(r"\(x·z\)² = (\S+)", drawn)[1]
    assert re.search(rf"^ *= {re.escape(short)}$", drawn, re.MULTILINE)
    state = scenes()["squares"].state
    inputs, rows = state.dataset.train.inputs, state.fit.road.support
    shown = [float(number) for number in re.findall(r"-?\d\.\d{3}", drawn.splitlines()[0])]
    pairs = [np.concatenate([inputs[rows[0]], inputs[row]]) for row in rows[1:]]
    assert any(np.allclose(pair, shown, atol=6e-4) for pair in pairs)


def test_likeness_falls_with_distance_as_gamma_says() -> None:
    twin = draw("kernel", scenes()["bent road"], LARGE, Look()).twin
    told = [(float(far), float(alike)) for far, alike in re.findall(r"distance (\S+), likeness (\d\.\d+)", twin)]
    assert len(told) == 5
    for far, alike in told:
        assert alike == pytest.approx(np.exp(-(far**2)), abs=2e-3)
    assert told == sorted(told, key=lambda one: (one[0], -one[1]))
    assert "Press Space" in draw("kernel", scenes()["no gamma"], LARGE, Look()).twin
