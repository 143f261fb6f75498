"""What a support vector machine found, as plain numbers: which rows hold the road up, and where every point lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from tui_dl.session.classical.kernels import similarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset

    Array = NDArray[np.floating]


class Road(msgspec.Struct, frozen=True):
    """The road between two classes: 0 in its middle, 1 and -1 at its edges, class 1 beyond 1.

    Attributes:
        support: Training rows at the edges, within the road or on the wrong side: all others could be left out.
        sides: Where each training row lies, float64 (rows,); empty where there are not two classes.
        field: Where the points of a plane lie, float32 of `REGION_SHAPE`; empty elsewhere.
        plane: Where the road is straight: a weight for each input, and the constant behind them.
    """

    support: tuple[int, ...]
    sides: bytes = b""
    field: bytes = b""
    plane: tuple[float, ...] = ()


def describe(model: Any, dataset: Dataset, grid: Array | None) -> Road:
    """A fitted SVC or SVR of scikit-learn's; `grid` (points, 2): where else it is asked."""
    support = tuple(sorted(model.support_.tolist()))
    if dataset.task != "binary":
        return Road(support)
    sides = model.decision_function(dataset.train.inputs).astype(np.float64).tobytes()
    field = b"" if grid is None else model.decision_function(grid).astype(np.float32).tobytes()
    straight = hasattr(model, "coef_") and model.coef_.shape[1] == len(dataset.feature_names)
    plane = (*model.coef_[0].tolist(), float(model.intercept_[0])) if straight else ()
    return Road(support, sides, field, plane)


def margin(model: Any, inputs: Array) -> float | None:
    """Width of the road, 2 / |w|, between two classes, where it is straight; `inputs` (rows, columns) were learned."""
    if len(model.dual_coef_) != 1:
        return None
    if hasattr(model, "coef_"):
        return float(2 / np.linalg.norm(model.coef_))
    shares, held = model.dual_coef_[0], inputs[model.support_]
    return float(2 / np.sqrt(shares @ similarity(held, held) @ shares))
