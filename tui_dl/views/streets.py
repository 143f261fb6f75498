"""The road between two classes, whoever laid it: a support vector machine, or a hand that holds a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.session.classical.process import REGION_SHAPE
from tui_dl.session.rules import distances, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.classical.process import Fit
    from tui_dl.session.classical.road import Road
    from tui_dl.session.experiment import RuleModel
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

TOUCHING = 1e-9  # of the width: a row so near the edge touches it


@dataclass(frozen=True, slots=True, eq=False)
class Street:
    """A road.

    Attributes:
        name: linear_svm, rbf_svm and so on, or `line`.
        support: Training rows that hold it.
        sides: (rows,) where each training row lies: 0 in the middle, 1 and -1 at the edges, class 1 beyond 1; empty
            where there are not two classes. A line that has a row on its wrong side has no edges: all is beyond.
        ask: The same for inputs (points, columns); None where nothing is known of other points.
        width: From edge to edge, where that is a distance; below zero there is no road.
        gamma: Of a kernel that has it.
    """

    name: str
    support: tuple[int, ...]
    sides: Array
    ask: Callable[[Array], Array] | None
    width: float | None
    gamma: float | None = None


def street_of(scene: Scene) -> Street | None:
    """The run's own road, else that of a machine fitted beside it."""
    state = scene.state
    if state.rule is not None:
        return by_hand(state.rule, state.dataset)
    fits = (*((state.fit,) if state.fit is not None else ()), *scene.all_fits)
    found = next((fit for fit in fits if fit.road is not None), None)
    return None if found is None or found.road is None else _of_machine(found, found.road, state.dataset)


def by_hand(rule: RuleModel, data: Dataset) -> Street | None:
    """The road whose middle is a rule's border; None where that is no straight line."""
    away = distances(rule, data)
    if away is None:
        return None
    half, side = float(away.min()), -1.0 if rule.side == "below" else 1.0
    scale = side / half if half > 0 else side * np.inf

    def ask(inputs: Array) -> Array:
        over = read(rule, inputs) - (rule.threshold or 0.0)
        return np.where(over == 0.0, 0.0, over * scale) if half > 0 else np.where(over > 0, scale, -scale)

    touching = away <= half * (1 + TOUCHING) if half > 0 else np.zeros(len(away), bool)
    return Street("line", tuple(np.flatnonzero(touching).tolist()), ask(data.train.inputs), ask, 2.0 * half)


def _of_machine(fit: Fit, road: Road, data: Dataset) -> Street:
    sides = np.frombuffer(road.sides)
    width, gamma = fit.details.get("margin"), fit.details.get("gamma")
    ask: Callable[[Array], Array] | None = None
    if road.plane:
        ask = lambda inputs: inputs @ np.array(road.plane[:-1]) + road.plane[-1]  # noqa: E731  one of two
    elif road.field:
        ask = _looked_up(np.frombuffer(road.field, np.float32).reshape(REGION_SHAPE), data)
    return Street(fit.name, road.support, sides, ask, width, gamma)


def _looked_up(field: Array, data: Dataset) -> Callable[[Array], Array]:
    """Answers from the nearest point of a coarse picture."""

    def ask(inputs: Array) -> Array:
        at = [
            np.clip(np.nan_to_num((column - low) / ((high - low) or 1.0) * cells), 0, cells - 1).astype(int)
            for column, (low, high), cells in zip(inputs.T, data.bounds, reversed(field.shape), strict=True)
        ]
        found: Array = field[at[1], at[0]]
        return found

    return ask


def wrong_rows(street: Street, data: Dataset) -> NDArray[np.intp]:
    """Training rows on the wrong side of the middle."""
    return np.flatnonzero((street.sides > 0) != (data.train.targets == 1))
