"""What a classical method says over the plane that the data lies over, or along its single input, as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tui_dl.session.classical.process import REGION_SHAPE, SURE_STEPS
from tui_dl.session.inspection import plane_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset

TINY = 1e-9  # of a step: a share of trees that came out a last digit too small is not rounded down for it


def region(model: Any, dataset: Dataset) -> Any:
    """What it says at every point of the plane, or of the line; see `Fit.region`."""
    if len(dataset.feature_names) == 1:
        return model.predict(line(dataset))
    if not dataset.is_over_plane:
        return np.empty(0)
    points = grid(dataset)
    if dataset.task == "binary" and hasattr(model, "predict_proba"):
        return model.predict_proba(points)[:, 1]
    return model.predict(points)


def sure(model: Any, dataset: Dataset) -> bytes:
    """How probable that is to it; see `Fit.sure`."""
    if dataset.task != "multiclass" or not dataset.is_over_plane or not hasattr(model, "predict_proba"):
        return b""
    chances = model.predict_proba(grid(dataset)).max(axis=1)
    steps: NDArray[np.uint8] = np.floor(chances * SURE_STEPS + TINY).astype(np.uint8)
    return steps.tobytes()


def line(dataset: Dataset) -> Any:
    """(columns, 1): places along a single input."""
    ((low, high),) = dataset.bounds
    columns = REGION_SHAPE[1]
    return (low + (np.arange(columns) + 0.5) / columns * (high - low))[:, None]


def grid(dataset: Dataset) -> Any:
    """(rows * columns, 2 or more): places on a plane."""
    return plane_grid(dataset, *REGION_SHAPE)
