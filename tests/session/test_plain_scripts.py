"""A classical method scores what a plain scikit-learn script scores on the very same rows, read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.classical.fit_by_fit import fits
from tui_dl.session.classical.process import names_for
from tui_dl.session.experiment import Experiment

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.data.dataset import Part

SEED = 3
CLASSIFIERS = {
    "majority": DummyClassifier(strategy="most_frequent"),
    "linear": LogisticRegression(max_iter=1000),
    "linear_svm": SVC(kernel="linear"),
    "rbf_svm": SVC(),
    "tree": DecisionTreeClassifier(random_state=SEED),
    "forest": RandomForestClassifier(random_state=SEED),
    "boosting": GradientBoostingClassifier(random_state=SEED),
}
REGRESSORS = {
    "majority": DummyRegressor(),
    "linear": Ridge(),
    "rbf_svm": SVR(),
    "tree": DecisionTreeRegressor(random_state=SEED),
    "forest": RandomForestRegressor(random_state=SEED),
    "boosting": GradientBoostingRegressor(random_state=SEED),
}


def exported(part: Part, path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (rows, features) and targets (rows,) as a script reads them from a file, written as programs get them."""
    np.savetxt(path, np.column_stack([part.inputs, part.targets]), "%.17g", ",")
    rows = np.loadtxt(path, delimiter=",", ndmin=2)
    return rows[:, :-1], rows[:, -1]


@pytest.mark.parametrize("name", ["moons", "iris", "sine"])
def test_scores_are_those_of_a_plain_script(name: str, tmp_path: Path) -> None:
    experiment = Experiment(DataRecipe(name), seed=SEED)
    data = load(experiment.data, SEED)
    plain = REGRESSORS if data.task == "regression" else CLASSIFIERS
    train, validation = (exported(part, tmp_path / "rows.csv") for part in (data.train, data.validation))
    found = {fit.name: fit for fit in fits(experiment, names_for(data.task))}
    assert set(found) == set(plain)
    for method, model in plain.items():
        model.fit(*train)
        for part, scores in ((train, found[method].train), (validation, found[method].validation)):
            ours = scores.r2 if data.task == "regression" else scores.accuracy
            assert ours == pytest.approx(model.score(*part), abs=1e-12), method
