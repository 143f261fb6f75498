"""The classical methods, through their process, against a plain scikit-learn script on the same split."""

from __future__ import annotations

import os
import queue
import signal

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.classical.baselines import fit
from tui_dl.session.classical.fit_by_fit import fits
from tui_dl.session.classical.grown import NONE, Grown
from tui_dl.session.classical.process import CLASSIFIERS, REGRESSORS, FitFailed, Fitted, Fitter
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


def walked_down(tree: Grown, inputs: np.ndarray) -> list[int]:
    """The leaf of each row, question by question."""
    found = []
    for row in inputs:
        node = 0
        while tree.left[node] != NONE:
            yes = np.float32(row[tree.column[node]]) <= tree.threshold[node]
            node = tree.left[node] if yes else tree.right[node]
        found.append(node)
    return found


@pytest.mark.parametrize(("data", "depth"), [("moons", 3), ("wine", 100), ("sine", 4)])
def test_a_tree_tells_all_that_it_asks(data, depth) -> None:
    dataset = load(DataRecipe(data), 1)
    fitted = fit("tree", dataset, 1, {"depth": depth})
    tree = fitted.tree
    assert tree is not None
    assert fitted.details["leaves"] == tree.leaves == tree.questions + 1
    leaves, targets = walked_down(tree, dataset.train.inputs), dataset.train.targets
    for node in set(leaves):
        here = targets[[leaf == node for leaf in leaves]]
        assert tree.rows[node] == len(here)
        wanted = [here.mean()] if dataset.task == "regression" else np.bincount(here, minlength=len(tree.values[node]))
        assert tree.values[node] == pytest.approx(tuple(wanted))
    assert tree.rows[0] == len(targets)
    if dataset.task != "regression":
        reached = walked_down(tree, dataset.validation.inputs)
        right = [int(np.argmax(tree.values[leaf])) for leaf in reached] == dataset.validation.targets
        assert right.mean() == pytest.approx(fitted.validation.accuracy)
    else:
        said = [tree.values[leaf][0] for leaf in walked_down(tree, dataset.validation.inputs)]
        assert np.square(said - dataset.validation.targets).mean() == pytest.approx(fitted.validation.mse)


def answers(fitter: Fitter, deaths: int) -> list[Fitted | FitFailed]:
    """What a fitter tells whose child is ended so often before it can answer."""
    news: queue.SimpleQueue[None] = queue.SimpleQueue()
    fitter.listen(lambda: news.put(None))
    if deaths and fitter.pid is not None:
        os.kill(fitter.pid, signal.SIGSTOP)  # one that is warm might answer before it is ended
    fitter.ask(Experiment(DataRecipe("iris")), ("linear", "tree"))
    told: list[Fitted | FitFailed] = []
    while len(told) < 2:
        if deaths:
            os.kill(fitter.pid, signal.SIGKILL)
            deaths -= 1
        news.get(timeout=60)
        told += fitter.receive()
    return told


def test_a_child_that_ended_is_asked_once_more() -> None:
    with Fitter() as fitter:
        assert [type(answer) for answer in answers(fitter, deaths=1)] == [Fitted, Fitted]
        told = answers(fitter, deaths=2)
        assert {answer.code for answer in told} == {"baselines_ended"}
        assert [type(answer) for answer in answers(fitter, deaths=0)] == [Fitted, Fitted]
