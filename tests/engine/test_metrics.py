"""Metrics against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as theirs

from tui_dl.engine import metrics as ours
from tui_dl.engine.losses import LOSSES, softmax


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_classification_agrees_with_scikit_learn(classes: int) -> None:
    rng = np.random.default_rng(classes)
    predicted, targets = rng.integers(0, classes, (2, 200))
    average = "binary" if classes == 2 else "macro"
    wanted = theirs.precision_recall_fscore_support(targets, predicted, average=average, zero_division=0)[:3]
    assert ours.precision_recall_f1(predicted, targets, classes) == pytest.approx(wanted)
    assert ours.accuracy(predicted, targets) == theirs.accuracy_score(targets, predicted)
    assert (ours.confusion_matrix(predicted, targets, classes) == theirs.confusion_matrix(targets, predicted)).all()


def test_regression_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    predicted, targets = rng.normal(size=(2, 100))
    assert ours.r2(predicted, targets) == pytest.approx(theirs.r2_score(targets, predicted))
    assert ours.mse(predicted, targets) == pytest.approx(theirs.mean_squared_error(targets, predicted))


def test_losses_agree_with_scikit_learn_and_stay_finite() -> None:
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(0, 3, (3, 50)), rng.integers(0, 3, 50)
    wanted = theirs.log_loss(targets, softmax(logits).T)
    assert LOSSES["softmax_cross_entropy"].value(logits, np.eye(3)[targets].T) == pytest.approx(wanted)
    huge = np.array([[1e4, -1e4]])
    assert LOSSES["binary_cross_entropy"].value(huge, np.array([[0.0, 1.0]])) == pytest.approx(1e4)


def test_calibration_error_by_hand() -> None:
    """Four rows believed at 0.75, three of them right: no error; four at 1.0, two right: 0.5; half the rows each."""
    believed = np.array([[0.25, 0.75]] * 4 + [[0.0, 1.0]] * 4)
    targets = np.array([1, 1, 1, 0, 1, 1, 0, 0])
    assert ours.calibration_error(believed, targets) == pytest.approx(0.25)
