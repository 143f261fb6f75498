"""Rules of one question: which number is read, where the threshold lies, and which side is class 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.experiment import RuleModel

    Array = NDArray[np.floating]

FEATURES = ("x", "y", "distance", "product", "x_squared", "y_squared")
SIDES = ("above", "below")


def read(rule: RuleModel, inputs: Array) -> Array:
    """The number that the rule looks at, (rows,), for inputs (rows, columns); its feature or column must be set."""
    if rule.feature is None:
        column: Array = inputs[:, (rule.column or 1) - 1]
        return column
    angle = np.deg2rad(rule.turn)
    across = inputs[:, 0] * np.cos(angle) + inputs[:, 1] * np.sin(angle)
    up = inputs[:, 1] * np.cos(angle) - inputs[:, 0] * np.sin(angle)
    numbers: dict[str, Array] = {
        "x": across,
        "y": up,
        "distance": np.hypot(across, up),
        "product": across * up,
        "x_squared": across**2,
        "y_squared": up**2,
    }
    return numbers[rule.feature]


def predict(rule: RuleModel, inputs: Array) -> NDArray[np.intp]:
    """The class that a found rule gives each row."""
    above = read(rule, inputs) > (rule.threshold or 0.0)
    return (above if rule.side != "below" else ~above).astype(np.intp)


def distances(rule: RuleModel, dataset: Dataset) -> Array | None:
    """How far each training row is from the border of a found rule, (rows,): below zero on the wrong side.

    None where the border is no straight line, so that a number's difference is no distance.
    """
    if rule.feature not in {None, "x", "y"} or rule.threshold is None or dataset.task != "binary":
        return None
    over = read(rule, dataset.train.inputs) - rule.threshold
    return over * np.where((dataset.train.targets == 1) == (rule.side != "below"), 1.0, -1.0)


def margin(rule: RuleModel, dataset: Dataset) -> float | None:
    """Width of the empty road with the rule's border as its middle; below zero where a row is on the wrong side."""
    away = distances(rule, dataset)
    return None if away is None else 2.0 * float(away.min())


def fit_rule(rule: RuleModel, dataset: Dataset) -> RuleModel:
    """The rule with everything that was left open found on the training part: the most rows right there.

    Among equally good thresholds, the one in the widest gap between neighbouring values is taken.

    Raises:
        Problem: The data has not two classes, or the feature or column is not there.
    """
    if dataset.task != "binary":
        raise Problem("rule_needs_two_classes", data=dataset.name)
    best, best_rank = rule, (-1, -1.0)
    for candidate in _candidates(rule, dataset):
        values, ones = read(candidate, dataset.train.inputs), dataset.train.targets == 1
        for side in (rule.side,) if rule.side else SIDES:
            threshold, rank = _best_threshold(values, ones if side == "above" else ~ones, rule.threshold)
            if rank > best_rank:
                best, best_rank = msgspec.structs.replace(candidate, threshold=threshold, side=side), rank
    return best


def _candidates(rule: RuleModel, dataset: Dataset) -> list[RuleModel]:
    columns = len(dataset.feature_names)
    if rule.feature is not None and not dataset.is_plane:
        raise Problem("not_a_plane", name=rule.feature, columns=columns)
    if rule.column is not None and not 1 <= rule.column <= columns:
        raise Problem("out_of_range", name="column", got=rule.column, low=1, high=columns)
    if rule.feature is not None or rule.column is not None:
        return [rule]
    if dataset.is_plane:
        return [msgspec.structs.replace(rule, feature=name) for name in ("x", "y")]
    return [msgspec.structs.replace(rule, column=number) for number in range(1, columns + 1)]


def _best_threshold(values: Array, above: NDArray[np.bool_], held: float | None) -> tuple[float, tuple[int, float]]:
    """The threshold that puts most rows of `above` over it and the others under it; (rows right, gap) ranks it."""
    if held is not None:
        return held, (int(((values > held) == above).sum()), 0.0)
    order = np.argsort(values, kind="stable")
    values, above = values[order], above[order]
    right = above.sum() - np.cumsum(above) + np.cumsum(~above)  # with the threshold just after each row
    gaps = np.append(np.diff(values), 0.0)
    right = np.where(gaps > 0, right, -1)[:-1]
    if len(right) == 0 or right.max() < 0:
        return float(values[0]), (int((~above).sum()), 0.0)
    at = int(np.lexsort((gaps[:-1], right))[-1])
    return float((values[at] + values[at + 1]) / 2), (int(right[at]), float(gaps[at]))
