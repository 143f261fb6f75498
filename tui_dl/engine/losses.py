"""Losses: one number that says how wrong the outputs are, and the direction in which it grows.

Outputs and targets are (outputs, rows); for classification outputs are logits, so that no logarithm of zero is
ever taken. Every loss is the mean over rows, as PyTorch's are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from tui_dl.engine.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]


MANY = 65_536  # rows that are measured at a time: a large table does not fill the memory with what becomes of it


class Loss(Protocol):
    """A loss at work on batches of one size, (outputs, rows), with room of its own."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating]) -> None: ...

    @staticmethod
    def value(outputs: Array, targets: Array) -> float:
        """The mean loss per row, for any number of rows."""

    @staticmethod
    def encode(targets: Array) -> Array:
        """The targets as `measure` wants them, same shape."""

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """The mean loss per row; its derivative by each output goes to `deltas`."""


class SquaredError:
    """The mean of (output - target)²."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating]) -> None:
        self.count = shape[0] * shape[1]
        self.scale = np.array(2.0 / self.count, dtype)

    @staticmethod
    def value(outputs: Array, targets: Array) -> float:
        """The mean squared error."""
        error = outputs - targets
        return float(np.vdot(error, error) / error.size)

    @staticmethod
    def encode(targets: Array) -> Array:
        """As they are."""
        return targets

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """The slope is twice the error, over the count."""
        np.subtract(outputs, encoded, deltas)
        loss = float(np.vdot(deltas, deltas)) / self.count
        np.multiply(deltas, self.scale, deltas)
        return loss


class AbsoluteError:
    """The mean of |output - target|."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating]) -> None:
        self.count = shape[0] * shape[1]
        self.scale = np.array(1.0 / self.count, dtype)
        self.sizes = np.empty(shape, dtype)

    @staticmethod
    def value(outputs: Array, targets: Array) -> float:
        """The mean absolute error."""
        return float(np.abs(outputs - targets).mean())

    @staticmethod
    def encode(targets: Array) -> Array:
        """As they are."""
        return targets

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """The slope is the error's sign, over the count."""
        np.subtract(outputs, encoded, deltas)
        np.abs(deltas, self.sizes)
        loss = float(self.sizes.sum()) / self.count
        np.sign(deltas, deltas)
        np.multiply(deltas, self.scale, deltas)
        return loss


class BinaryCrossEntropy:
    """-log of the probability that the sigmoid of a logit gives to the true class, 0 or 1."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating]) -> None:
        self.zero, self.count = ZERO[np.dtype(dtype).itemsize], shape[0] * shape[1]
        self.losses, self.ones = np.empty(shape, dtype), np.ones(self.count, dtype)
        self.scale = np.array(-1.0 / self.count, dtype)
        self.sum = self.losses.reshape(-1).dot

    @staticmethod
    def value(outputs: Array, targets: Array) -> float:
        """max(z, 0) - z t + log(1 + exp(-|z|)): equal to -t log p - (1 - t) log(1 - p), and stable for any z."""
        losses = np.maximum(outputs, 0.0) - outputs * targets + np.log1p(np.exp(-np.abs(outputs)))
        return float(losses.sum()) / losses.size

    @staticmethod
    def encode(targets: Array) -> Array:
        """1 for class 0 and -1 for class 1: a logit times that is how far it lies on the wrong side."""
        return 1 - 2 * targets

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """With w the distance to the wrong side, the loss is log(1 + exp w) and its slope 1 - exp(-loss)."""
        losses = self.losses
        np.multiply(outputs, encoded, losses)
        np.logaddexp(self.zero, losses, losses)
        loss = float(self.sum(self.ones)) / self.count
        np.negative(losses, deltas)
        np.expm1(deltas, deltas)
        np.multiply(deltas, encoded, deltas)
        np.multiply(deltas, self.scale, deltas)
        return loss


class WeighedCrossEntropy(BinaryCrossEntropy):
    """Binary cross-entropy in which a row of class 1 counts `weight` times (PyTorch's pos_weight)."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating], weight: float) -> None:
        super().__init__(shape, dtype)
        self.rest = np.array((weight - 1.0) / 2.0, dtype)
        self.one, self.weights = np.ones((), dtype), np.empty(shape, dtype)
        self.together = self.weights.reshape(-1)

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """Each row's loss and slope times its weight; the mean is over rows still."""
        super().measure(outputs, encoded, deltas)
        np.subtract(self.one, encoded, self.weights)  # 2 for class 1, 0 for class 0
        np.multiply(self.weights, self.rest, self.weights)
        np.add(self.weights, self.one, self.weights)
        np.multiply(deltas, self.weights, deltas)
        return float(self.sum(self.together)) / self.count


def softmax(logits: Array) -> Array:
    """Probabilities of each class, (classes, rows), columns adding up to 1."""
    raised = np.exp(logits - logits.max(axis=0))
    probabilities: Array = raised / raised.sum(axis=0)
    return probabilities


class SoftmaxCrossEntropy:
    """-log of the probability that softmax gives to the true class; targets are one-hot."""

    def __init__(self, shape: tuple[int, int], dtype: type[np.floating]) -> None:
        classes, rows = shape
        self.shifted, self.spread, self.top = np.empty(shape, dtype), np.empty(shape, dtype), np.empty((1, rows), dtype)
        self.spread_top, self.spread_sum = np.ones((classes, 1), dtype).dot, np.ones((classes, classes), dtype).dot
        self.tops, self.sums = self.top[0], self.spread[0]
        self.logs, self.ones = np.empty(rows, dtype), np.ones(rows, dtype)
        self.rows, self.scale = rows, np.array(1.0 / rows, dtype)

    @staticmethod
    def value(outputs: Array, targets: Array) -> float:
        """log(sum exp z) - z of the true class, the largest z taken out first."""
        shifted = outputs - outputs.max(axis=0)
        raised = float(np.log(np.exp(shifted).sum(axis=0)).sum())
        return (raised - float(np.vdot(shifted, targets))) / len(shifted[0])

    @staticmethod
    def encode(targets: Array) -> Array:
        """As they are."""
        return targets

    def measure(self, outputs: Array, encoded: Array, deltas: Array) -> float:
        """The slope is the probabilities less the targets, over the rows.

        What a row's classes share, the largest logit and the sum, is spread over them by a product with ones: NumPy
        takes arrays of one shape three times as fast.
        """
        shifted, spread = self.shifted, self.spread
        np.maximum.reduce(outputs, 0, None, self.tops)
        self.spread_top(self.top, spread)
        np.subtract(outputs, spread, shifted)
        np.exp(shifted, deltas)
        self.spread_sum(deltas, spread)
        np.divide(deltas, spread, deltas)
        np.subtract(deltas, encoded, deltas)
        np.multiply(deltas, self.scale, deltas)
        np.log(self.sums, self.logs)
        return (float(self.logs.dot(self.ones)) - float(np.vdot(shifted, encoded))) / self.rows


def mean_loss(loss: type[Loss], outputs_of: Callable[[slice], Array], targets: Array) -> float:
    """The mean loss over all rows of `targets` (outputs, rows); `outputs_of` some rows gives (outputs, those rows)."""
    total, rows = 0.0, targets.shape[1]
    for start in range(0, rows, MANY):
        part = slice(start, min(start + MANY, rows))
        total += loss.value(outputs_of(part), targets[:, part]) * ((part.stop - part.start) / rows)
    return total


LOSSES: dict[str, type[Loss]] = {
    "mse": SquaredError,
    "mae": AbsoluteError,
    "binary_cross_entropy": BinaryCrossEntropy,
    "softmax_cross_entropy": SoftmaxCrossEntropy,
}


def targets_for(loss: str, targets: NDArray[np.generic], outputs: int, dtype: type[np.floating]) -> Array:
    """Targets (rows,) in the shape that a loss compares with: (outputs, rows), one-hot for softmax."""
    if loss == "softmax_cross_entropy":
        one_hot: Array = (np.arange(outputs)[:, None] == targets).astype(dtype)
        return one_hot
    return np.ascontiguousarray(targets.astype(dtype).reshape(1, -1))
