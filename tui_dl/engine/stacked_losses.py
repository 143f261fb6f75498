"""Losses of many networks at once: their slopes at every step, their values once an epoch, from outputs that were kept.

Outputs and targets are (outputs, networks, rows), and may have batches in front. The formulas are those of `losses`,
in functions that the processor computes for many numbers at a time.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.numbers import ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]
    Slope = Callable[[Array, Array, Array], None]


def mean_losses(loss: str, outputs: Array, targets: Array) -> Array:
    """The mean loss of each network in each batch, (batches, networks)."""
    means: Array = _row_losses(loss, outputs, targets).mean(axis=-1)
    return means


def _row_losses(loss: str, outputs: Array, targets: Array) -> Array:
    """(batches, networks, rows)."""
    if loss == "softmax_cross_entropy":
        shifted = outputs - outputs.max(axis=1, keepdims=True)
        softmax: Array = np.log(np.exp(shifted).sum(axis=1)) - (shifted * targets).sum(axis=1)
        return softmax
    if loss == "binary_cross_entropy":
        binary = np.maximum(outputs, 0.0) - outputs * targets + np.log1p(np.exp(-np.abs(outputs)))
        return binary[:, 0]
    error = outputs - targets
    found: Array = (np.abs(error) if loss == "mae" else error * error).mean(axis=1)
    return found


def slope_of(loss: str, shape: tuple[int, int, int], dtype: type[np.floating]) -> Slope:
    """`slope(outputs, targets, deltas)`: the derivative of each network's mean loss, for batches of this shape."""
    outputs, networks, rows = shape
    if loss == "softmax_cross_entropy":
        return partial(_softmax_slope, np.array(1.0 / rows, dtype), np.empty((networks, rows), dtype))
    slopes = {"binary_cross_entropy": _binary_slope, "mse": _mse_slope, "mae": _mae_slope}
    return partial(slopes[loss], np.array(1.0 / (outputs * rows), dtype))


def _softmax_slope(scale: Array, sums: Array, outputs: Array, targets: Array, deltas: Array) -> None:
    """Probabilities less targets, over the rows."""
    np.maximum.reduce(outputs, 0, out=sums)
    np.subtract(outputs, sums, deltas)
    np.exp(deltas, deltas)
    np.add.reduce(deltas, 0, out=sums)
    np.divide(deltas, sums, deltas)
    np.subtract(deltas, targets, deltas)
    np.multiply(deltas, scale, deltas)


def _binary_slope(scale: Array, outputs: Array, targets: Array, deltas: Array) -> None:
    """The probability less the target, over the rows: 1 / (1 + exp(-z)), which for far logits is 0 or 1."""
    np.negative(outputs, deltas)
    np.exp(deltas, deltas)
    np.add(deltas, ONE[deltas.itemsize], deltas)
    np.reciprocal(deltas, deltas)
    np.subtract(deltas, targets, deltas)
    np.multiply(deltas, scale, deltas)


def _mse_slope(scale: Array, outputs: Array, targets: Array, deltas: Array) -> None:
    """Twice the error, over the count."""
    np.subtract(outputs, targets, deltas)
    np.add(deltas, deltas, deltas)
    np.multiply(deltas, scale, deltas)


def _mae_slope(scale: Array, outputs: Array, targets: Array, deltas: Array) -> None:
    """The error's sign, over the count."""
    np.subtract(outputs, targets, deltas)
    np.sign(deltas, deltas)
    np.multiply(deltas, scale, deltas)
