"""Forests and boosting tell tree by tree what a plain scikit-learn script finds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier
from sklearn.metrics import log_loss
from sklearn.tree import DecisionTreeRegressor

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.baselines import fit
from tui_dl.session.classical.process import REGION_SHAPE
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel
from tui_dl.session.inspection import plane_grid
from tui_dl.session.knobs import value_of, with_value

FEW = Rows(60, 100, 60)


def test_a_forest_votes_as_a_plain_script_does() -> None:
    dataset = load(DataRecipe("moons", {"noise": 0.3}, rows=FEW), 1)
    made = fit("forest", dataset, 5, {"trees": 7})
    plain = RandomForestClassifier(7, random_state=5).fit(dataset.train.inputs, dataset.train.targets)
    inputs, targets = dataset.validation.inputs, dataset.validation.targets
    said = np.array([tree.predict(inputs) for tree in plain.estimators_])
    voting = made.voting
    assert voting is not None
    assert voting.together[-1] == plain.score(inputs, targets) == made.validation.accuracy
    assert voting.together[0] == (said[0] == targets).mean()
    assert voting.alone == pytest.approx(np.mean([(one == targets).mean() for one in said]))
    pairs = [(one != other).mean() for one, other in combinations(said, 2)]
    assert voting.disagreement == pytest.approx(np.mean(pairs))
    shares = np.frombuffer(voting.shares, np.float32).reshape(2, *REGION_SHAPE)
    votes = np.mean([tree.predict(plane_grid(dataset, *REGION_SHAPE)) for tree in plain.estimators_], axis=0)
    assert shares[1].ravel() == pytest.approx(votes)
    assert shares.sum(axis=0) == pytest.approx(np.ones(REGION_SHAPE))


def test_trees_that_see_all_rows_and_all_columns_are_one_tree() -> None:
    dataset = load(DataRecipe("wine"), 2)
    alike = {"trees": 12, "bootstrap": "off", "max_features": "all"}
    voting, tree = fit("forest", dataset, 2, alike).voting, fit("tree", dataset, 2)
    assert voting is not None
    assert voting.disagreement == 0
    assert set(voting.together) == {tree.validation.accuracy}
    for one in ({"bootstrap": "off"}, {"max_features": "all"}):
        differing = fit("forest", dataset, 2, {"trees": 12, **one}).voting
        assert differing is not None
        assert differing.disagreement
        assert differing.disagreement > 0


def test_a_single_tree_has_nobody_to_disagree_with_and_values_are_averaged() -> None:
    dataset = load(DataRecipe("sine"), 1)
    lone = fit("forest", load(DataRecipe("wine"), 1), 1, {"trees": 1})
    assert "disagreement" not in lone.details
    values = fit("forest", dataset, 1, {"trees": 9})
    assert values.voting is not None
    assert values.voting.together[-1] == pytest.approx(values.validation.r2)
    assert values.voting.disagreement is None


def test_boosting_tells_its_loss_after_each_stage() -> None:
    dataset = load(DataRecipe("moons", {"noise": 0.3}, rows=FEW), 1)
    made = fit("boosting", dataset, 5, {"stages": 6, "depth": 2, "learning_rate": 0.3})
    assert made.mending is not None
    assert len(made.mending.stages) == 7
    plain = GradientBoostingClassifier(n_estimators=6, max_depth=2, learning_rate=0.3, random_state=5)
    plain.fit(dataset.train.inputs, dataset.train.targets)
    for at, part in enumerate((dataset.train, dataset.validation)):
        losses = [log_loss(part.targets, shares) for shares in plain.staged_predict_proba(part.inputs)]
        assert [scores[at].loss for scores in made.mending.stages[1:]] == pytest.approx(losses)
        share = dataset.train.targets.mean()
        nothing = log_loss(part.targets, np.full(len(part), share))
        assert made.mending.stages[0][at].loss == pytest.approx(nothing)
    assert made.mending.stages[-1] == (made.train, made.validation)
    assert made.validation.accuracy == plain.score(dataset.validation.inputs, dataset.validation.targets)


def test_what_is_left_is_what_the_next_tree_learns() -> None:
    dataset = load(DataRecipe("sine", {"noise": 0.2}, rows=FEW), 1)
    made = fit("boosting", dataset, 1, {"stages": 3, "depth": 2})
    assert made.mending is not None
    residuals = np.frombuffer(made.mending.residuals)
    assert np.square(residuals).mean() == pytest.approx(made.train.mse) == pytest.approx(made.train.loss)
    plain = GradientBoostingRegressor(n_estimators=3, max_depth=2, random_state=1)
    plain.fit(dataset.train.inputs, dataset.train.targets)
    assert residuals == pytest.approx(dataset.train.targets - plain.predict(dataset.train.inputs))
    ((low, high),) = dataset.bounds
    line = (low + (np.arange(REGION_SHAPE[1]) + 0.5) / REGION_SHAPE[1] * (high - low))[:, None]
    tree = DecisionTreeRegressor(max_depth=2, random_state=1).fit(dataset.train.inputs, residuals)
    assert np.frombuffer(made.mending.correction, np.float32) == pytest.approx(tree.predict(line), abs=1e-5)


def test_digits_are_boosted_with_the_same_knobs() -> None:
    dataset = load(DataRecipe("digits", rows=Rows(200, 100, 100)), 1)
    made = fit("boosting", dataset, 1, {"stages": 4, "depth": 2})
    assert made.mending is not None
    assert len(made.mending.stages) == made.size + 1 == 5
    losses = [train.loss for train, _ in made.mending.stages]
    assert losses == sorted(losses, reverse=True)


def test_the_learning_rate_is_a_knob_of_networks_and_of_classical_methods() -> None:
    boosted = Experiment(DataRecipe("moons"), ClassicModel("boosting"))
    assert value_of(with_value(boosted, "learning_rate", 0.3), "learning_rate") == 0.3
    assert value_of(with_value(Experiment(DataRecipe("moons")), "learning_rate", 0.3), "learning_rate") == 0.3
    with pytest.raises(Problem, match="knob_of_another_model"):
        with_value(Experiment(DataRecipe("moons"), NetworkModel()), "bootstrap", "off")
