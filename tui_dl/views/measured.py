"""Thresholds in the units in which a column was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset

TINY, LARGE = 0.1, 100.0


def is_rescaled(column: int, data: Dataset) -> bool:
    """Whether models see this column otherwise than it was measured."""
    inputs, raw = data.train.inputs[:, column], data.train.raw[:, column]
    return bool(inputs.min() != inputs.max() and not np.array_equal(inputs, raw))


def measured(threshold: float, column: int, data: Dataset) -> float:
    """A threshold on a column of inputs, as measured; the same number where nothing was rescaled."""
    if not is_rescaled(column, data):
        return threshold
    inputs, raw = data.train.inputs[:, column], data.train.raw[:, column]
    low, high = int(inputs.argmin()), int(inputs.argmax())
    return float(raw[low] + (threshold - inputs[low]) / (inputs[high] - inputs[low]) * (raw[high] - raw[low]))


def written(number: float) -> str:
    """A number in few characters."""
    if abs(number) >= LARGE:
        return f"{number:.0f}"
    return f"{number:.2f}" if abs(number) >= TINY else f"{number:.2g}"
