"""The compiled engine's loop: passes through the layers, the optimizers, and many steps in one call."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from tui_dl.engine.kernel import Array, Data, Room, Shape, bend, compiled, measure, unbend

OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")
SGD, MOMENTUM, NESTEROV, RMSPROP, ADAM, ADAMW = range(6)
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


class Weights(NamedTuple):
    """All (count,): `parameters`; `gradients`; `is_weight`, 0 for biases; `is_free`, 0 for frozen layers."""

    parameters: Array
    gradients: Array
    is_weight: Array
    is_free: Array


class Mover(NamedTuple):
    """The optimizer: its number, rate, momentum, penalties, and what it carries on.

    `completes`: there are penalties or frozen layers. `moments` (at most 2, count) and `powers` (2,), of beta1 and
    beta2, are the NumPy optimizer's own.
    """

    kind: int
    rate: float
    momentum: float
    l1: float
    l2: float
    decay: float
    completes: bool
    moments: Array
    powers: Array


@compiled
def train(data: Data, limit: float, shape: Shape, room: Room, weights: Weights, mover: Mover, losses: Array) -> int:
    """Train on batch after batch; each one's mean loss goes to `losses`, as many as there are batches.

    Returns:
        How many steps were taken; at fewer than there are batches, the next one's loss was beyond `limit`.
    """
    for step in range(losses.size):
        batch = data.order[step * data.size : (step + 1) * data.size]
        rows, width = batch.size, data.rows.shape[1]
        inputs = room.inputs[: rows * width].reshape(rows, width)
        targets = room.targets[: rows * len(data.targets)].reshape(len(data.targets), rows)
        for i in range(rows):
            inputs[i] = data.rows[batch[i]]
            targets[:, i] = data.targets[:, batch[i]]
        losses[step] = _forward(inputs, targets, shape, room, weights.parameters)
        if not losses[step] <= limit:
            return step
        _backward(inputs, shape, room, weights)
        if mover.completes:
            _complete(weights, mover)
        _move(weights, mover)
    return losses.size


@compiled
def _forward(inputs: Array, targets: Array, shape: Shape, room: Room, parameters: Array) -> float:
    rows, units, last = len(inputs), shape.units, len(shape.units) - 1
    matrix, here = units[1] * (units[0] + 1), 0
    sums = room.sums[: units[1] * rows].reshape(units[1], rows)
    np.dot(parameters[:matrix].reshape(units[1], units[0] + 1), inputs.T, sums)
    for layer in range(1, last):
        count = units[layer] * rows
        values = room.values[here : here + count + rows]
        bend(shape.bends[layer - 1], room.sums[here : here + count], values[:count])
        values[count:] = 1.0
        here += count + rows
        above = parameters[matrix : matrix + units[layer + 1] * (units[layer] + 1)]
        matrix += above.size
        sums = room.sums[here : here + units[layer + 1] * rows].reshape(units[layer + 1], rows)
        np.dot(above.reshape(units[layer + 1], units[layer] + 1), values.reshape(units[layer] + 1, rows), sums)
    deltas = room.blame[here : here + units[last] * rows].reshape(units[last], rows)
    return measure(shape, sums, targets, deltas)


@compiled
def _backward(inputs: Array, shape: Shape, room: Room, weights: Weights) -> None:
    rows, units, last = len(inputs), shape.units, len(shape.units) - 1
    matrix, here = weights.parameters.size, (units[1:last].sum() + last - 1) * rows
    for layer in range(last, 1, -1):
        wide = (units[layer], units[layer - 1] + 1)
        deltas = room.blame[here : here + units[layer] * rows].reshape(units[layer], rows)
        matrix -= wide[0] * wide[1]
        below = here - wide[1] * rows
        values = room.values[below:here]
        np.dot(
            deltas,
            values.reshape(wide[1], rows).T,
            weights.gradients[matrix : matrix + wide[0] * wide[1]].reshape(wide),
        )
        blame = room.blame[below:here]
        np.dot(
            weights.parameters[matrix : matrix + wide[0] * wide[1]].reshape(wide).T,
            deltas,
            blame.reshape(wide[1], rows),
        )
        count = units[layer - 1] * rows
        unbend(shape.bends[layer - 2], room.sums[below : below + count], values[:count], blame[:count])
        here = below
    deltas = room.blame[: units[1] * rows].reshape(units[1], rows)
    np.dot(deltas, inputs, weights.gradients[:matrix].reshape(units[1], units[0] + 1))


@compiled
def _complete(weights: Weights, mover: Mover) -> None:
    """The penalties' slopes, on weights alone; frozen layers have none at all."""
    parameters, gradients = weights.parameters, weights.gradients
    for i in range(parameters.size):
        pull = mover.l2 * parameters[i] + mover.l1 * np.sign(parameters[i])
        gradients[i] = gradients[i] + pull * weights.is_weight[i] if weights.is_free[i] > 0.0 else 0.0


@compiled
def _move(weights: Weights, mover: Mover) -> None:
    """One step of the optimizer, with the formulas of `optimizers`."""
    first, second = mover.moments[0], mover.moments[-1]
    if mover.kind == SGD:
        for i in range(first.size):
            weights.parameters[i] -= mover.rate * weights.gradients[i]
    elif mover.kind == RMSPROP:
        for i in range(first.size):
            slope = weights.gradients[i]
            first[i] = 0.99 * first[i] + 0.01 * slope * slope
            weights.parameters[i] -= mover.rate * slope / (sqrt(first[i]) + EPSILON)
    elif mover.kind in (ADAM, ADAMW):
        _adam(weights, mover, first, second)
    else:
        for i in range(first.size):
            first[i] = mover.momentum * first[i] + weights.gradients[i]
            ahead = first[i] if mover.kind == MOMENTUM else mover.momentum * first[i] + weights.gradients[i]
            weights.parameters[i] -= mover.rate * ahead


@compiled
def _adam(weights: Weights, mover: Mover, first: Array, second: Array) -> None:
    """Numbers are taken to the parameters' own precision first: the processor then moves twice as many at a time."""
    parameters, gradients, real = weights.parameters, weights.gradients, weights.parameters.dtype.type
    mover.powers[0] *= BETA1
    mover.powers[1] *= BETA2
    root = sqrt((1.0 - mover.powers[1]) / (1.0 - BETA2))
    scale, near = real(mover.rate * root * (1.0 - BETA1) / (1.0 - mover.powers[0])), real(EPSILON * root)
    fade1, fade2 = real(BETA1), real(BETA2)
    if mover.kind == ADAMW:
        for i in range(parameters.size):
            parameters[i] *= real(1.0 - mover.rate * mover.decay * weights.is_weight[i] * weights.is_free[i])
    for i in range(parameters.size):
        first[i] = fade1 * first[i] + gradients[i]
        second[i] = fade2 * second[i] + gradients[i] * gradients[i]
        parameters[i] -= scale * first[i] / (np.sqrt(second[i]) + near)
