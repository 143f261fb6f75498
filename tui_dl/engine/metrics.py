"""Metrics: how good predictions are, each over a whole part of the data. Classes and values are (rows,)."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.losses import LOSSES, targets_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.floating]
    Classes = NDArray[np.integer]
    Truths = NDArray[np.bool_]


BINS = 10  # of the top probability, for the calibration error


def classes_of(logits: Array) -> Classes:
    """The likeliest class of each row of `logits` (rows, outputs); with one output, class 1 above zero."""
    if logits.shape[1] == 1:
        return (logits[:, 0] > 0).astype(np.intp)
    likeliest: Classes = logits.argmax(axis=1)
    return likeliest


def accuracy(predicted: Classes, targets: Classes) -> float:
    """Share of rows whose class is right."""
    return int(np.count_nonzero(predicted == targets)) / len(targets)


def mse(predicted: Array, targets: Array) -> float:
    """Mean squared error."""
    return float(((predicted - targets) ** 2).mean())


def r2(predicted: Array, targets: Array) -> float:
    """Share of the targets' variance that is explained; 1 is perfect, 0 the mean's, below 0 worse than the mean."""
    spread = float(((targets - targets.mean()) ** 2).mean())
    if spread == 0.0:
        return 1.0 if mse(predicted, targets) == 0.0 else 0.0
    return 1.0 - mse(predicted, targets) / spread


def confusion_matrix(predicted: Classes, targets: Classes, classes: int) -> Classes:
    """(classes, classes) counts: row the true class, column the predicted one."""
    matrix = np.zeros((classes, classes), np.intp)
    np.add.at(matrix, (targets, predicted), 1)
    return matrix


def precision_recall_f1(predicted: Classes, targets: Classes, classes: int) -> tuple[float, float, float]:
    """Precision, recall and F1: of class 1 for two classes, the plain mean over classes for more; 0 where undefined."""
    matrix = confusion_matrix(predicted, targets, classes).astype(float)
    right = np.diag(matrix)
    with np.errstate(all="ignore"):
        precision = np.nan_to_num(right / matrix.sum(axis=0))
        recall = np.nan_to_num(right / matrix.sum(axis=1))
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    chosen = slice(1, 2) if classes == 2 else slice(None)
    return float(precision[chosen].mean()), float(recall[chosen].mean()), float(f1[chosen].mean())


def calibration_error(probabilities: Array, targets: Classes, bins: int = BINS) -> float:
    """How far belief is from truth: |accuracy - mean top probability| over equal bins of it, weighted by their rows.

    `probabilities` is (rows, classes). It is the expected calibration error of Guo et al. 2017.
    """
    top, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == targets
    number = np.minimum((top * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        here = number == index
        if here.any():
            error += here.mean() * abs(right[here].mean() - top[here].mean())
    return float(error)


def beliefs(outputs: Array) -> tuple[Classes, Array]:
    """The likeliest class of each row of `outputs` (rows, outputs), and the probability given to it; each (rows,)."""
    if outputs.shape[1] > 1:
        raised = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        return outputs.argmax(axis=1), 1.0 / raised.sum(axis=1)
    return classes_of(outputs), 1.0 / (1.0 + np.exp(-np.abs(outputs[:, 0])))


def reliability(top: Array, right: Truths) -> tuple[Classes, Array, Array]:
    """By equal bins of the top probability: rows, their mean top probability, and the share that is right.

    `top` and `right` are (rows,), the answers (BINS,); means of no rows are 0.
    """
    bins = np.minimum((top * BINS).astype(np.intp), BINS - 1)
    rows = np.bincount(bins, minlength=BINS)
    sums = (np.bincount(bins, values.astype(np.float64), BINS) for values in (top, right))
    belief, share = (total / np.maximum(rows, 1) for total in sums)
    return rows, belief, share


def scores(loss: str, outputs: Array, targets: NDArray[np.generic], threshold: float = 0.5) -> dict[str, float]:
    """Loss, and R2 and MSE, or for classes all that can be said of them, of `outputs` (rows, outputs).

    `threshold`: the probability above which one output answers class 1.
    """
    outputs = outputs.astype(np.float64)
    wanted = targets_for(loss, targets, outputs.shape[1], np.float64)
    found = {"loss": LOSSES[loss].value(outputs.T, wanted)}
    if loss in {"mse", "mae"}:
        predicted = outputs[:, 0]
        return {**found, "r2": r2(predicted, wanted[0]), "mse": mse(predicted, wanted[0])}
    answers, top = beliefs(outputs)
    right = answers == targets
    if outputs.shape[1] == 1:
        found |= _scores_of_two(outputs[:, 0] > log(threshold / (1.0 - threshold)), targets == 1)
    else:
        found["accuracy"] = int(np.count_nonzero(right)) / len(right)
    return found | _belief(top, right)


def _scores_of_two(said: Truths, there: Truths) -> dict[str, float]:
    """Accuracy, and precision, recall and F1 of class 1: where it is `said`, and where it is `there`, each (rows,)."""
    rows, ones, wanted, both = len(said), *(int(np.count_nonzero(which)) for which in (said, there, said & there))
    return {
        "accuracy": (rows - (ones + wanted - 2 * both)) / rows,
        "precision": both / max(ones, 1),
        "recall": both / max(wanted, 1),
        "f1": 2.0 * both / max(ones + wanted, 1),
    }


def _belief(top: Array, right: Truths) -> dict[str, float]:
    """Mean top probability and its calibration error, as `calibration_error` has it: within a bin sums suffice."""
    bins = np.minimum((top * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, right - top, BINS)
    return {"confidence": float(top.sum()) / len(top), "calibration": float(np.abs(gaps).sum()) / len(top)}
