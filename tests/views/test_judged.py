"""Confusion and calibration of whatever model is looked at: what the figure says is what the fit has scored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.views.states import other, trained
from tui_dl.figures.canvas import Box
from tui_dl.figures.field import places
from tui_dl.figures.figure import Look, Size
from tui_dl.session.classical.baselines import fit
from tui_dl.session.experiment import RuleModel
from tui_dl.session.verdicts import verdicts_of_fit
from tui_dl.ui.widgets.mistake_view import MistakeView
from tui_dl.views import Scene, draw
from tui_dl.views.fields import wrong_rows
from tui_dl.views.judged import verdicts_in
from tui_dl.views.models import answers_of
from tui_dl.words import numbers

LARGE = Size(80, 24)


@pytest.mark.parametrize("data", ["moons", "iris"])
@pytest.mark.parametrize("method", ["majority", "linear", "linear_svm", "rbf_svm", "tree", "boosting"])
def test_a_fit_tells_row_by_row_what_it_has_scored(data: str, method: str) -> None:
    state = trained(data, steps=0)
    made = fit(method, state.dataset, 1)
    verdicts = verdicts_of_fit(made, state.dataset)
    assert np.trace(verdicts.matrix) / verdicts.matrix.sum() == pytest.approx(made.validation.accuracy)
    assert verdicts.likely == (not method.endswith("svm"))
    scene = Scene(state, fits=(made,), chosen=method)
    figure = draw("confusion", scene, LARGE, Look())
    assert f"accuracy {numbers.score(made.validation.accuracy)}" in figure.twin
    belief = draw("calibration", scene, LARGE, Look()).twin
    assert ("only distances" in belief) == method.endswith("svm")
    if verdicts.threshold is not None:  # where it stands by itself, moving it there changes nothing
        assert np.array_equal(verdicts_of_fit(made, state.dataset, verdicts.threshold).said, verdicts.said)
        all_ones = replace(scene, cut=float(verdicts.probabilities[:, 1].min()) - 1.0)
        assert (verdicts_in(all_ones).said == 1).all()
        assert "recall 1.000" in draw("confusion", all_ones, LARGE, Look()).twin


@pytest.mark.parametrize(("method", "stays_within"), [("linear", (0.0, 1.0)), ("rbf_svm", (-9.0, 9.0))])
def test_the_threshold_of_a_classical_method_is_moved_by_keys_and_is_its_own(method, stays_within) -> None:
    state = trained("moons", steps=0)
    scene = Scene(state, fits=(fit(method, state.dataset, 1),), chosen=method)
    view = MistakeView()
    found = []
    for _ in range(40):
        assert view.walk("right", scene)
        found.append(verdicts_in(view.seen(scene)).threshold)
    assert found[0] > verdicts_in(scene).threshold
    assert found == sorted(found)
    assert stays_within[0] < found[-1] < stays_within[1], "there is an end"
    assert view.walk("left", scene)
    assert view.cuts == {method: verdicts_in(view.seen(scene)).threshold}
    assert view.cuts[method] < found[-1]


@pytest.mark.parametrize("method", ["linear", "rbf_svm", "tree"])
def test_what_a_classical_method_misses_is_marked_point_by_point_in_its_region(method) -> None:
    state = trained("moons", steps=0)
    made = fit(method, state.dataset, 1)
    scene, data = Scene(state, fits=(made,), chosen=method), state.dataset
    for part, rows, score in (("train", data.train, made.train), ("validation", data.validation, made.validation)):
        wrong = wrong_rows(answers_of(scene), part, data)
        assert len(wrong) == round((1 - score.accuracy) * len(rows))
        drawn = draw("region", replace(scene, part=part), Size(100, 30), Look(colour=False)).plain()
        marks = places(rows.inputs[wrong], data.bounds[:2], Box(0, 0, 100, 28))
        assert drawn.count("×") == len(set(marks)) + 1, "and one in the legend"
    fewer = replace(state, dataset=replace(data, train=data.validation, validation=data.train))
    other_rows = replace(scene, state=fewer)
    assert len(wrong_rows(answers_of(other_rows), "train", fewer.dataset)) == 0
    assert verdicts_in(other_rows) is None


def test_a_rule_is_judged_too_and_values_are_not() -> None:
    rule = Scene(other("moons", RuleModel(feature="y")), chosen="rule")
    verdicts = verdicts_in(rule)
    record = rule.state.last.validation
    assert float((verdicts.said == verdicts.targets).mean()) == pytest.approx(record.accuracy)
    assert (verdicts.given[verdicts.mistakes] <= 0).all()
    sine = trained("sine", steps=0)
    assert fit("linear", sine.dataset, 1).told is None
