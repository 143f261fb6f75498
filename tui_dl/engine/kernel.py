"""The training step once more, for numba to compile: many steps in one call, with the formulas of the NumPy engine.

Only `compiled` and its `steps` import this, and only where numba is installed and asked for. It is plain loops over
flat arrays and the same matrix products; what it saves is Python between them. Layouts are those of `passes`: (units,
rows), each layer's values followed by a row of ones, all layers one after the other.
"""

from __future__ import annotations

from math import copysign, log, log1p
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.floating]
Whole = NDArray[np.int64]

BENDS = ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu")
LOSSES = ("mse", "mae", "binary_cross_entropy", "softmax_cross_entropy")
LEAK, GELU_SCALE, GELU_CUBE = 0.01, 0.7978845608028654, 0.044715
LINEAR, SIGMOID, TANH, RELU, LEAKY, GELU = range(6)
MSE, MAE, BINARY = range(3)
SHIFT = 6755399441055744.0  # added to a small number, it leaves the nearest whole number in the last bits
PER_LN2, LN2, LN2_REST = 1.4426950408889634, 6.93147180369123816490e-01, 1.90821492927058770002e-10

compiled = njit(cache=True, error_model="numpy")


class Data(NamedTuple):
    """`rows` (count, features + 1), ones in the last column, `targets` (outputs, count) as the loss has them.

    `order` says which rows are met, `size` at a time.
    """

    rows: Array
    targets: Array
    order: Whole
    size: int


class Shape(NamedTuple):
    """`units` of each layer, inputs first; numbers of the hidden layers' bends and of the loss; class 1's weight."""

    units: Whole
    bends: Whole
    loss: int
    weight: float


class Room(NamedTuple):
    """Flat room for the largest batch: `inputs` for its rows and `targets`, the others for all layers' values."""

    inputs: Array
    targets: Array
    sums: Array
    values: Array
    blame: Array


@compiled
def _raised(x: float) -> tuple[float, float]:
    """(part, power) with (1 + part) power the exponential of x <= 0; without a branch: many are computed at a time.

    The power of two is made in two halves, so that it fades to nothing where NumPy's does: inputs of 1e200 would make
    something of the smallest rest.
    """
    x = -1000.0 if x < -1000.0 else x
    shifted = x * PER_LN2 + SHIFT
    whole = shifted - SHIFT
    rest = x - whole * LN2 - whole * LN2_REST
    sum_of = 1.0 / 479001600.0  # 1 / 12!, then down the power series
    sum_of = sum_of * rest + 1.0 / 39916800.0
    sum_of = sum_of * rest + 1.0 / 3628800.0
    sum_of = sum_of * rest + 1.0 / 362880.0
    sum_of = sum_of * rest + 1.0 / 40320.0
    sum_of = sum_of * rest + 1.0 / 5040.0
    sum_of = sum_of * rest + 1.0 / 720.0
    sum_of = sum_of * rest + 1.0 / 120.0
    sum_of = sum_of * rest + 1.0 / 24.0
    sum_of = sum_of * rest + 1.0 / 6.0
    sum_of = sum_of * rest + 0.5
    sum_of = sum_of * rest + 1.0
    exponent = np.int64(whole)
    half = exponent >> 1
    power = np.int64((half + 1023) << 52).view(np.float64)
    return sum_of * rest, power * np.int64((exponent - half + 1023) << 52).view(np.float64)


@compiled
def exp(x: float) -> float:
    """The exponential of x <= 0, to the last digit but one."""
    part, power = _raised(x)
    return part * power + power


@compiled
def tanh(x: float) -> float:
    """The hyperbolic tangent. With e = exp(-2|x|) it is (1 - e) / (1 + e), and as well 1 less 2e / (1 + e).

    Near 0 the first keeps its digits, since 1 - e is found without e; near 1 the second, where a last digit decides
    whether the slope 1 - t² is nothing.
    """
    part, power = _raised(-2.0 * abs(x))
    faded, far = part * power + power, abs(x) > 0.5
    share = (2.0 * faded if far else (1.0 - power) - part * power) / (1.0 + faded)
    return copysign(1.0 - share if far else share, x)


@compiled
def bend(kind: int, sums: Array, values: Array) -> None:
    """The activation of each sum."""
    if kind in (SIGMOID, TANH):
        part = 0.5 if kind == SIGMOID else 1.0
        for i in range(sums.size):
            values[i] = (1.0 - part) + part * tanh(part * sums[i])
    elif kind == RELU:
        for i in range(sums.size):
            values[i] = 0.0 if sums[i] <= 0.0 else sums[i]
    elif kind == GELU:
        for i in range(sums.size):
            z = np.float64(sums[i])
            values[i] = 0.5 * z * (1.0 + tanh(GELU_SCALE * (z + GELU_CUBE * z * z * z)))
    else:
        low = LEAK if kind == LEAKY else 1.0
        for i in range(sums.size):
            values[i] = low * sums[i] if sums[i] <= 0.0 else sums[i]


@compiled
def unbend(kind: int, sums: Array, values: Array, blame: Array) -> None:
    """The chain rule through an activation: blame times its slope."""
    one = values.dtype.type(1.0)
    if kind == TANH:
        for i in range(blame.size):
            blame[i] *= one - values[i] * values[i]
    elif kind == SIGMOID:
        for i in range(blame.size):
            blame[i] *= values[i] - values[i] * values[i]
    elif kind == GELU:
        _unbend_gelu(sums, blame)
    elif kind != LINEAR:
        low = values.dtype.type(0.0 if kind == RELU else LEAK)
        for i in range(blame.size):
            blame[i] *= one if sums[i] > 0.0 else low


@compiled
def _unbend_gelu(sums: Array, blame: Array) -> None:
    for i in range(blame.size):
        z = np.float64(sums[i])
        t = tanh(GELU_SCALE * (z + GELU_CUBE * z * z * z))
        blame[i] *= 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * GELU_SCALE * (1.0 + 3.0 * GELU_CUBE * z * z)


@compiled
def measure(shape: Shape, outputs: Array, targets: Array, deltas: Array) -> float:
    """The mean loss of a batch, all arrays (outputs, rows); its derivative by each output goes to `deltas`."""
    if shape.loss in (MSE, MAE):
        return _distance(shape.loss, outputs.reshape(-1), targets.reshape(-1), deltas.reshape(-1))
    if shape.loss == BINARY:
        return _binary(shape.weight, outputs[0], targets[0], deltas[0])
    return _softmax(outputs, targets, deltas)


@compiled
def _distance(loss: int, outputs: Array, targets: Array, deltas: Array) -> float:
    total, count = 0.0, outputs.size
    for i in range(count):
        error = np.float64(outputs[i]) - targets[i]
        total += error * error if loss == MSE else abs(error)
        deltas[i] = (2.0 * error if loss == MSE else np.sign(error)) / count
    return total / count


@compiled
def _binary(weight: float, logits: Array, wrong: Array, deltas: Array) -> float:
    """`wrong` is 1 for class 0 and -1 for class 1: a logit times that is how far it lies on the wrong side."""
    total, rows = 0.0, logits.size
    for i in range(rows):
        far = np.float64(logits[i]) * wrong[i]
        faded, counts = exp(-abs(far)), 1.0 if wrong[i] > 0.0 else weight
        total += counts * ((0.0 if far < 0.0 else far) + log1p(faded))
        deltas[i] = counts * wrong[i] * (faded if far < 0.0 else 1.0) / (1.0 + faded) / rows
    return total / rows


@compiled
def _softmax(logits: Array, targets: Array, deltas: Array) -> float:
    total, (classes, rows) = 0.0, logits.shape
    for row in range(rows):
        top = logits[0, row]
        for k in range(1, classes):
            top = top if logits[k, row] <= top else logits[k, row]
        summed = 0.0
        for k in range(classes):
            shifted = np.float64(logits[k, row] - top)
            raised = exp(shifted)
            summed += raised
            total -= shifted * targets[k, row]
            deltas[k, row] = raised
        total += log(summed)
        for k in range(classes):
            deltas[k, row] = (deltas[k, row] / summed - targets[k, row]) / rows
    return total / rows
