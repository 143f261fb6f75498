"""How sure a model is over the plane: shares counted anew, keys that say what shades are, and methods without any."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.views.states import other, trained
from tui_dl.figures.figure import Look, Size
from tui_dl.session.classical.baselines import MAKERS, fit
from tui_dl.session.classical.over import grid
from tui_dl.session.classical.process import REGION_SHAPE, SURE_STEPS
from tui_dl.session.experiment import RuleModel
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.views import Scene, draw

LARGE, LOOK = Size(80, 24), Look()
SAID = re.compile(r"at least 90 percent sure on (\d+) percent")


@cache
def state_of(data: str):
    return trained(data, epoch_limit=12)


def seen(data: str, name: str) -> Scene:
    state = state_of(data)
    return Scene(state, fits=(fit(name, state.dataset, 1),), chosen=name)


@pytest.mark.parametrize("data", ["blobs", "moons"])
def test_a_network_is_sure_where_its_largest_probability_says_so(data: str) -> None:
    state = state_of(data)
    outputs = network_of(state).outputs(plane_grid(state.dataset, 48, 48)).astype(float)
    if outputs.shape[1] == 1:
        outputs = np.column_stack([np.zeros(len(outputs)), outputs])
    chances = np.exp(outputs) / np.exp(outputs).sum(axis=1, keepdims=True)
    share = 100 * float((chances.max(axis=1) >= 0.9).mean())
    figure = draw("region", Scene(state), LARGE, LOOK)
    assert 5 < share < 95, "some of both"
    assert SAID.findall(figure.twin) == [str(round(share))]
    assert ("strong: 90%+ sure" if data == "blobs" else "paler: less sure") in figure.plain()


@pytest.mark.parametrize("name", ["linear", "tree", "forest", "boosting"])
def test_a_method_with_probabilities_sends_them_in_a_byte_each(name: str) -> None:
    scene = seen("blobs", name)
    (made,), data = scene.fits, scene.state.dataset
    again = MAKERS[name](1).fit(data.train.inputs, data.train.targets)
    chances = again.predict_proba(grid(data)).max(axis=1)
    told = np.frombuffer(made.sure, np.uint8) / SURE_STEPS
    assert np.abs(told + 0.5 / SURE_STEPS - chances).max() <= 0.51 / SURE_STEPS
    every_second = (chances.reshape(REGION_SHAPE)[:, 1::2] >= 0.9 - 1e-12).mean()
    assert SAID.findall(draw("region", scene, LARGE, LOOK).twin) == [str(round(100 * float(every_second)))]


@pytest.mark.parametrize(("data", "name"), [("blobs", "linear_svm"), ("moons", "rbf_svm")])
def test_a_method_without_probabilities_says_so_and_has_one_shade_a_class(data: str, name: str) -> None:
    scene = seen(data, name)
    assert not scene.fits[0].sure
    figure = draw("region", replace(scene, part="none"), LARGE, LOOK)
    assert "gives no probability" in figure.twin
    assert not SAID.search(figure.twin)
    assert "flat: no probability" in figure.plain()
    field = [one.style.bgcolor.name for row in figure.rows[:-2] for one in row]
    assert len(set(field)) <= len(scene.state.dataset.class_names)
    beside = draw("region", replace(scene, beside="network"), Size(110, 24), LOOK)
    assert "flat: no probability" in beside.plain()
    assert len(SAID.findall(beside.twin)) == 1


def test_a_rule_answers_with_a_class_alone() -> None:
    rule = Scene(other("circles", RuleModel(feature="distance")), chosen="rule")
    assert "gives no probability" in draw("region", rule, LARGE, LOOK).twin


def test_a_forest_of_many_classes_shows_how_its_votes_are_split() -> None:
    for look, key in ((LOOK, "strong: 90%+ of votes"), (Look(colour=False), "╌ under 90% of votes")):
        figure = draw("forest", seen("blobs", "forest"), LARGE, look)
        assert key in figure.plain()
    assert figure.plain().count("╌") > 1


def test_beyond_the_data_a_network_of_many_classes_is_shaded_too() -> None:
    figure = draw("beyond", Scene(state_of("blobs")), LARGE, LOOK)
    assert "strong: 90%+ sure" in figure.plain()
    grounds = {one.style.bgcolor.name for row in figure.rows[:-2] for one in row if one.style.bgcolor}
    assert len(grounds) > 3
