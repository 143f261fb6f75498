"""The figure of boosting: what is left, what the next tree answers, the error by stage."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.views.states import fitted, other, scenes, trained
from tui_dl.engine.metrics import mse
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import ClassicModel
from tui_dl.views import Scene, draw
from tui_dl.words import numbers

WIDE, NARROW, PLAIN = Size(100, 20), Size(40, 14), Look(colour=False)


def test_its_numbers_are_those_of_the_fit() -> None:
    scene = scenes()["value boosting"]
    state = scene.state
    drawn = draw("boosting", scene, WIDE, PLAIN)
    last = state.fit.mending.stages[-1]
    for part, scores in zip(("training", "validation"), last, strict=True):
        assert f"{part} {numbers.loss(scores.loss)}" in drawn.plain()
    residuals = np.frombuffer(state.fit.mending.residuals)
    assert mse(np.zeros(len(residuals)), residuals) == pytest.approx(last[0].mse)
    assert f"left on a training point is {np.abs(residuals).max():.2f}" in drawn.twin
    assert drawn.title == "Left to learn, training"


def test_what_is_left_melts_as_trees_join() -> None:
    """The scale stays, so that fewer rows hold points."""
    rows = []
    for stages in (1, 100):
        state = fitted("sine", ClassicModel("boosting", {"stages": stages, "depth": 2}))
        drawn = draw("boosting", Scene(state), Size(60, 21), PLAIN).plain().splitlines()[1:]
        rows.append(sum("•" in row for row in drawn))
    assert rows[1] < rows[0] / 2


def test_where_there_is_no_room_the_errors_give_way_and_with_height_they_stand_below() -> None:
    scene = scenes()["value boosting"]
    assert "stages" not in draw("boosting", scene, NARROW, PLAIN).plain()
    assert "the next tree" in draw("boosting", scene, NARROW, PLAIN).plain()
    below = draw("boosting", scene, Size(60, 30), PLAIN).plain()
    assert below.index("the next tree") < below.index("lowest after")


def test_for_classes_the_errors_are_all_and_the_lowest_is_marked() -> None:
    scene = scenes()["boosting"]
    losses = [validation.loss for _, validation in scene.state.fit.mending.stages]
    drawn = draw("boosting", scene, Size(70, 16), PLAIN)
    assert drawn.title == "Error by stage"
    assert f"lowest after {int(np.argmin(losses))}" in drawn.plain()
    assert drawn.plain().count("◆") == 2
    assert re.search(rf"lowest after stage \d+: {re.escape(numbers.loss(min(losses)))}", drawn.twin)


def test_one_fitted_beside_a_network_is_shown_and_where_there_is_none_it_is_said() -> None:
    beside = Scene(trained("moons"), fits=(scenes()["boosting"].state.fit,))
    assert draw("boosting", beside, WIDE, PLAIN).twin == draw("boosting", scenes()["boosting"], WIDE, PLAIN).twin
    idle = Scene(other("moons", ClassicModel("boosting")))
    assert "Press Space" in draw("boosting", idle, WIDE, PLAIN).plain()
    assert "Press b" in draw("boosting", scenes()["ended"], WIDE, PLAIN).plain()
