"""What boosting does stage by stage, as plain numbers."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from tui_dl.engine.metrics import mse, r2
from tui_dl.session.records import Scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset, Part

    Array = NDArray[np.floating]

LEAST = 1e-300  # a probability so small that its logarithm would be lost


class Mending(msgspec.Struct, frozen=True):
    """A boosted sum of trees, from none to all of them.

    Attributes:
        stages: Scores on the training and on the validation part with no tree yet (the mean, or each class's share),
            with one tree, and so on. The loss is cross-entropy, or the squared error for values.
        residuals: With one input and values to predict, float64 (training rows,): target minus prediction, which the
            next tree would learn. Empty elsewhere, as is `correction`.
        correction: What that next tree answers along the input, float32 (columns of `REGION_SHAPE`,), before the
            learning rate makes it smaller.
    """

    stages: tuple[tuple[Scores, Scores], ...]
    residuals: bytes = b""
    correction: bytes = b""


def describe(model: Any, dataset: Dataset, line: Array | None) -> Mending:
    """A fitted boosting of scikit-learn's; `line` (points, 1): where along a single input the next tree is asked."""
    parts = (dataset.train, dataset.validation)
    staged = [_before_the_first(dataset, part) + _staged(model, part, dataset.task) for part in parts]
    stages = tuple(zip(*staged, strict=True))
    if line is None or dataset.task != "regression":
        return Mending(stages)
    inputs, targets = dataset.train.inputs, dataset.train.targets
    residuals = targets.astype(float) - model.predict(inputs)
    one_more = copy.deepcopy(model).set_params(n_estimators=len(model.estimators_) + 1, warm_start=True)
    tree = one_more.fit(inputs, targets).estimators_[-1][0]
    return Mending(stages, residuals.tobytes(), tree.predict(line).astype(np.float32).tobytes())


def _before_the_first(dataset: Dataset, part: Part) -> list[Scores]:
    """What is said before any tree: the mean, or how often each class occurs in the training part."""
    targets = dataset.train.targets
    if dataset.task == "regression":
        return [_of_values(np.full(len(part), targets.astype(float).mean()), part)]
    shares = np.bincount(targets.astype(int), minlength=len(dataset.class_names)) / len(targets)
    return [_of_classes(np.tile(shares, (len(part), 1)), np.arange(len(shares)), part)]


def _staged(model: Any, part: Part, task: str) -> list[Scores]:
    if task == "regression":
        said: Iterable[Array] = model.staged_predict(part.inputs)
        return [_of_values(values, part) for values in said]
    return [_of_classes(shares, model.classes_, part) for shares in model.staged_predict_proba(part.inputs)]


def _of_values(said: Array, part: Part) -> Scores:
    error = float(mse(said, part.targets))  # type: ignore[arg-type]  # values
    return Scores(loss=error, r2=float(r2(said, part.targets)), mse=error)  # type: ignore[arg-type]  # values


def _of_classes(shares: Array, classes: NDArray[Any], part: Part) -> Scores:
    """Mean -log of the probability of each row's own class, and how often that class is the likeliest."""
    given = (shares * (classes == part.targets[:, None])).sum(axis=1)  # 0 where no training row had that class
    loss = float(-np.log(np.maximum(given, LEAST)).mean())
    return Scores(loss=loss, accuracy=float((classes[shares.argmax(axis=1)] == part.targets).mean()))
