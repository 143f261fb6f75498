"""Losses: one number that says how wrong the outputs are, and the direction in which it grows.

Outputs and targets are (outputs, rows); for classification outputs are logits, so that no logarithm of zero is
ever taken. Every loss is the mean over rows, as PyTorch's are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.activations import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss and its gradient.

    Attributes:
        value: `value(outputs, targets)` gives the mean loss per row.
        gradient: `gradient(outputs, targets, out)` writes the derivative of that mean by each output to `out`.
    """

    value: Callable[[Array, Array], float]
    gradient: Callable[[Array, Array, Array], None]


def _mse(outputs: Array, targets: Array) -> float:
    error = outputs - targets
    return float(np.vdot(error, error) / error.size)


def _mse_gradient(outputs: Array, targets: Array, out: Array) -> None:
    np.subtract(outputs, targets, out=out)
    np.multiply(out, 2.0 / out.size, out=out)


def _mae(outputs: Array, targets: Array) -> float:
    return float(np.abs(outputs - targets).mean())


def _mae_gradient(outputs: Array, targets: Array, out: Array) -> None:
    np.subtract(outputs, targets, out=out)
    np.sign(out, out=out)
    np.multiply(out, 1.0 / out.size, out=out)


def _binary(logits: Array, targets: Array) -> float:
    """max(z, 0) - z t + log(1 + exp(-|z|)): equal to -t log p - (1 - t) log(1 - p), and stable for any z."""
    losses = np.maximum(logits, 0.0) - logits * targets + np.log1p(np.exp(-np.abs(logits)))
    return float(losses.mean())


def _binary_gradient(logits: Array, targets: Array, out: Array) -> None:
    sigmoid(logits, out)
    np.subtract(out, targets, out=out)
    np.multiply(out, 1.0 / out.size, out=out)


def softmax(logits: Array) -> Array:
    """Probabilities of each class, (classes, rows), columns adding up to 1."""
    raised = np.exp(logits - logits.max(axis=0))
    probabilities: Array = raised / raised.sum(axis=0)
    return probabilities


def _softmax(logits: Array, targets: Array) -> float:
    """log(sum exp z) - z of the true class, the largest z taken out first."""
    shifted = logits - logits.max(axis=0)
    return float((np.log(np.exp(shifted).sum(axis=0)) - (shifted * targets).sum(axis=0)).mean())


def _softmax_gradient(logits: Array, targets: Array, out: Array) -> None:
    np.subtract(softmax(logits), targets, out=out)
    np.multiply(out, 1.0 / out.shape[1], out=out)


LOSSES: dict[str, Loss] = {
    "mse": Loss(_mse, _mse_gradient),
    "mae": Loss(_mae, _mae_gradient),
    "binary_cross_entropy": Loss(_binary, _binary_gradient),
    "softmax_cross_entropy": Loss(_softmax, _softmax_gradient),
}


def targets_for(loss: str, targets: NDArray[np.generic], outputs: int, dtype: type[np.floating]) -> Array:
    """Targets (rows,) in the shape that a loss compares with: (outputs, rows), one-hot for softmax."""
    if loss == "softmax_cross_entropy":
        return np.ascontiguousarray(np.eye(outputs, dtype=dtype)[targets.astype(np.intp)].T)
    return np.ascontiguousarray(targets.astype(dtype).reshape(1, -1))
