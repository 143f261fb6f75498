"""Optimizers: how the gradient moves the weights. Formulas and defaults are PyTorch's.

Each works in place on flat vectors: `step(parameters, gradients, learning_rate)`, once a batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]

EPSILON = 1e-8
TINY = 1e-30  # moments below it are cleared once an epoch: denormal numbers would slow every step


class Optimizer(Protocol):
    """Moves parameters against their gradients."""

    def step(self, parameters: Array, gradients: Array, learning_rate: float) -> None:
        """One step, in place."""

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""


class SGD:
    """p -= rate * g; with momentum, g is replaced by a running velocity v = momentum * v + g."""

    def __init__(self, like: Array, momentum: float = 0.0, *, nesterov: bool = False) -> None:
        self.momentum, self.nesterov = momentum, nesterov
        self.velocity, self.move = np.zeros_like(like), np.zeros_like(like)

    def step(self, parameters: Array, gradients: Array, learning_rate: float) -> None:
        """One step, in place."""
        direction = gradients
        if self.momentum:
            np.multiply(self.velocity, self.momentum, out=self.velocity)
            np.add(self.velocity, gradients, out=self.velocity)
            direction = self.velocity
        np.multiply(direction, learning_rate * (self.momentum if self.nesterov else 1.0), out=self.move)
        np.subtract(parameters, self.move, out=parameters)
        if self.nesterov:
            np.multiply(gradients, learning_rate, out=self.move)
            np.subtract(parameters, self.move, out=parameters)

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.velocity[np.abs(self.velocity) < TINY] = 0.0


class RMSProp:
    """p -= rate * g / (sqrt(v) + epsilon), v a running mean of g squared (decay 0.99)."""

    DECAY = 0.99

    def __init__(self, like: Array) -> None:
        self.squares, self.move = np.zeros_like(like), np.zeros_like(like)

    def step(self, parameters: Array, gradients: Array, learning_rate: float) -> None:
        """One step, in place."""
        np.multiply(gradients, gradients, out=self.move)
        np.multiply(self.move, 1.0 - self.DECAY, out=self.move)
        np.multiply(self.squares, self.DECAY, out=self.squares)
        np.add(self.squares, self.move, out=self.squares)
        np.sqrt(self.squares, out=self.move)
        np.add(self.move, EPSILON, out=self.move)
        np.divide(gradients, self.move, out=self.move)
        np.multiply(self.move, learning_rate, out=self.move)
        np.subtract(parameters, self.move, out=parameters)

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.squares[self.squares < TINY] = 0.0


class Adam:
    """Running means of g and of g squared, both corrected for their start at zero (Kingma and Ba 2015).

    The two corrections are folded into two scalars:
    p -= rate * sqrt(c2) / c1 * m / (sqrt(v) + epsilon * sqrt(c2)), with c1 = 1 - beta1^t, c2 = 1 - beta2^t.
    """

    BETA1, BETA2 = 0.9, 0.999

    def __init__(self, like: Array, decay: Array | None = None) -> None:
        """`decay`: AdamW's decoupled weight decay for each parameter, or None."""
        self.means, self.squares, self.move = np.zeros_like(like), np.zeros_like(like), np.zeros_like(like)
        self.decay, self.time = decay, 0

    def step(self, parameters: Array, gradients: Array, learning_rate: float) -> None:
        """One step, in place."""
        if self.decay is not None:
            np.multiply(parameters, 1.0 - learning_rate * self.decay, out=parameters)
        self.time += 1
        correction = (1.0 - self.BETA2**self.time) ** 0.5
        rate = learning_rate * correction / (1.0 - self.BETA1**self.time)
        move = self.move
        np.subtract(gradients, self.means, out=move)
        np.multiply(move, 1.0 - self.BETA1, out=move)
        np.add(self.means, move, out=self.means)
        np.multiply(gradients, gradients, out=move)
        np.subtract(move, self.squares, out=move)
        np.multiply(move, 1.0 - self.BETA2, out=move)
        np.add(self.squares, move, out=self.squares)
        np.sqrt(self.squares, out=move)
        np.add(move, EPSILON * correction, out=move)
        np.divide(self.means, move, out=move)
        np.multiply(move, rate, out=move)
        np.subtract(parameters, move, out=parameters)

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.means[np.abs(self.means) < TINY] = 0.0
        self.squares[self.squares < TINY] = 0.0


OPTIMIZERS: dict[str, Callable[[Array, float, Array], Optimizer]] = {
    "sgd": lambda like, _momentum, _decay: SGD(like),
    "momentum": lambda like, momentum, _decay: SGD(like, momentum),
    "nesterov": lambda like, momentum, _decay: SGD(like, momentum, nesterov=True),
    "rmsprop": lambda like, _momentum, _decay: RMSProp(like),
    "adam": lambda like, _momentum, _decay: Adam(like),
    "adamw": lambda like, _momentum, decay: Adam(like, decay),
}
"""Each makes a fresh optimizer for parameters `like`, with a momentum and a weight decay for each parameter."""
