"""The classical methods, through their process, against a plain scikit-learn script on the same split."""

from __future__ import annotations

import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.baseline_process import CLASSIFIERS, REGRESSORS, fits
from tui_dl.session.experiment import Experiment


def test_scores_are_those_of_a_plain_script() -> None:
    experiment = Experiment(DataRecipe("wine"), seed=4)
    found = {fit.name: fit for fit in fits(experiment, CLASSIFIERS)}
    assert tuple(found) == CLASSIFIERS
    dataset = load(experiment.data, 4)
    for name, model in (
        ("linear", LogisticRegression(max_iter=1000)),
        ("linear_svm", SVC(kernel="linear")),
        ("rbf_svm", SVC()),
        ("tree", DecisionTreeClassifier(random_state=4)),
    ):
        model.fit(dataset.train.inputs, dataset.train.targets)
        for part, scores in ((dataset.train, found[name].train), (dataset.validation, found[name].validation)):
            assert scores.accuracy == pytest.approx(model.score(part.inputs, part.targets))


def test_regression_is_scored_by_r2() -> None:
    experiment = Experiment(DataRecipe("sine"))
    found = {fit.name: fit for fit in fits(experiment, REGRESSORS)}
    assert tuple(found) == REGRESSORS
    dataset = load(experiment.data, 1)
    model = SVR().fit(dataset.train.inputs, dataset.train.targets)
    wanted = model.score(dataset.validation.inputs, dataset.validation.targets)
    assert found["rbf_svm"].validation.r2 == pytest.approx(wanted)
    assert found["majority"].train.r2 == pytest.approx(0.0)
