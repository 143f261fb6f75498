"""Optimizers: how the gradient moves the weights. Formulas and defaults are PyTorch's.

Each is made for the flat vectors of one network and works on them in place: `step(learning_rate)`, once a batch.
Gradients come as (2, count): the gradients, and below them room of the same size for whoever needs their squares.
`shares` (count,) gives each parameter a rate of its own, as a multiple of the learning rate; None: one for all.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]
    Call = Callable[[], object]

EPSILON = 1e-8
TINY = 1e-30  # moments below it are cleared once an epoch: denormal numbers would slow every step
BLOCK = 65_536  # numbers that Adam moves at a time, so that all it needs of them stays in the processor's cache


class Optimizer(Protocol):
    """Moves parameters against their gradients."""

    def step(self, learning_rate: float) -> None:
        """One step, in place."""

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""

    def keep(self) -> tuple[Array, ...]:
        """Copies of what is carried from step to step."""

    def take_up(self, memory: tuple[Array, ...], /) -> None:
        """Carry on with what `keep` gave."""


class SGD:
    """p -= rate * g."""

    def __init__(self, parameters: Array, gradients: Array, shares: Array | None = None) -> None:
        self.parameters, self.gradients, self.shares = parameters, gradients[0], shares
        self.move, self.rate = np.empty_like(parameters), np.zeros((), parameters.dtype)

    def step(self, learning_rate: float) -> None:
        """One step, in place."""
        self.rate[()] = learning_rate
        np.multiply(self.gradients, self.rate, self.move)
        if self.shares is not None:
            np.multiply(self.move, self.shares, self.move)
        np.subtract(self.parameters, self.move, self.parameters)

    def end_epoch(self) -> None:
        """Nothing is carried from step to step."""

    def keep(self) -> tuple[Array, ...]:
        """Nothing."""
        return ()

    def take_up(self, _memory: tuple[Array, ...], /) -> None:
        """Nothing is carried on."""


class Momentum:
    """p -= rate * v, v = momentum * v + g (Polyak 1964); Nesterov's looks ahead: g + momentum * v (Sutskever 2013)."""

    def __init__(
        self,
        parameters: Array,
        gradients: Array,
        momentum: float,
        *,
        nesterov: bool = False,
        shares: Array | None = None,
    ) -> None:
        self.shares = shares
        self.parameters, self.gradients, self.nesterov = parameters, gradients[0], nesterov
        self.momentum = np.array(momentum, parameters.dtype)
        self.velocity, self.move = np.zeros_like(parameters), np.empty_like(parameters)
        self.rate = np.zeros((), parameters.dtype)

    def step(self, learning_rate: float) -> None:
        """One step, in place."""
        velocity, move, direction = self.velocity, self.move, self.velocity
        self.rate[()] = learning_rate
        np.multiply(velocity, self.momentum, velocity)
        np.add(velocity, self.gradients, velocity)
        if self.nesterov:
            np.multiply(velocity, self.momentum, move)
            np.add(move, self.gradients, move)
            direction = move
        np.multiply(direction, self.rate, move)
        if self.shares is not None:
            np.multiply(move, self.shares, move)
        np.subtract(self.parameters, move, self.parameters)

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.velocity[np.abs(self.velocity) < TINY] = 0.0

    def keep(self) -> tuple[Array, ...]:
        """The velocity."""
        return (self.velocity.copy(),)

    def take_up(self, memory: tuple[Array, ...]) -> None:
        """Go on as fast as it was."""
        (self.velocity[:],) = memory


class RMSProp:
    """p -= rate * g / (sqrt(v) + epsilon), v a running mean of g squared, decay 0.99 (Tieleman and Hinton 2012)."""

    DECAY = 0.99

    def __init__(self, parameters: Array, gradients: Array, shares: Array | None = None) -> None:
        self.parameters, self.gradients, self.shares = parameters, gradients[0], shares
        self.squares, self.move = np.zeros_like(parameters), np.empty_like(parameters)
        numbers = (self.DECAY, 1.0 - self.DECAY, EPSILON, 0.0)
        self.decay, self.rest, self.epsilon, self.rate = (np.array(value, parameters.dtype) for value in numbers)

    def step(self, learning_rate: float) -> None:
        """One step, in place."""
        squares, move = self.squares, self.move
        self.rate[()] = learning_rate
        np.multiply(self.gradients, self.gradients, move)
        np.multiply(move, self.rest, move)
        np.multiply(squares, self.decay, squares)
        np.add(squares, move, squares)
        np.sqrt(squares, move)
        np.add(move, self.epsilon, move)
        np.divide(self.gradients, move, move)
        np.multiply(move, self.rate, move)
        if self.shares is not None:
            np.multiply(move, self.shares, move)
        np.subtract(self.parameters, move, self.parameters)

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.squares[self.squares < TINY] = 0.0

    def keep(self) -> tuple[Array, ...]:
        """The running mean of squares."""
        return (self.squares.copy(),)

    def take_up(self, memory: tuple[Array, ...]) -> None:
        """Go on with that mean."""
        (self.squares[:],) = memory


class Adam:
    """Running means m of g and v of g squared, both corrected for their start at zero (Kingma and Ba 2015).

    p -= rate * m / c1 / (sqrt(v / c2) + epsilon), with c1 = 1 - beta1^t and c2 = 1 - beta2^t.

    What is kept is not m and v but the sums M = m / (1 - beta1) and V = v / (1 - beta2), one above the other:
    both fade by their beta and take g or its square, and all the factors end up in two numbers a step:
    p -= scale * M / (sqrt(V) + epsilon').
    """

    BETA1, BETA2 = 0.9, 0.999

    def __init__(
        self, parameters: Array, gradients: Array, decay: Array | None = None, shares: Array | None = None
    ) -> None:
        """`decay`: AdamW's decoupled weight decay for each parameter, or None."""
        count, dtype = len(parameters), parameters.dtype
        self.shares = shares
        self.parameters, self.decay, self.kept = parameters, decay, np.ones_like(parameters)
        self.moments = np.zeros((2, count), dtype)
        self.power1 = self.power2 = 1.0  # beta1^t, beta2^t
        self.decayed_rate = 0.0
        self.scale, self.epsilon = np.zeros((), dtype), np.zeros((), dtype)
        self.fade, self.move = np.empty((2, min(BLOCK, count)), dtype), np.empty(min(BLOCK, count), dtype)
        self.fade[0], self.fade[1] = self.BETA1, self.BETA2
        self.calls: list[Call] = []
        for start in range(0, count, BLOCK):
            part = slice(start, start + BLOCK)
            self.calls += self._calls(part, parameters[part], gradients[:, part], self.moments[:, part])

    def _calls(self, part: slice, parameters: Array, gradients: Array, moments: Array) -> list[Call]:
        """A step for some of the parameters: NumPy calls with their arrays, written down once."""
        count = len(parameters)
        fade, move = self.fade[:, :count], self.move[:count]
        own = [] if self.shares is None else [partial(np.multiply, move, self.shares[part], move)]
        return [
            partial(np.multiply, gradients[0], gradients[0], gradients[1]),
            partial(np.multiply, moments, fade, moments),
            partial(np.add, moments, gradients, moments),
            partial(np.sqrt, moments[1], move),
            partial(np.add, move, self.epsilon, move),
            partial(np.divide, moments[0], move, move),
            partial(np.multiply, move, self.scale, move),
            *own,
            partial(np.subtract, parameters, move, parameters),
        ]

    def step(self, learning_rate: float) -> None:
        """One step, in place."""
        if self.decay is not None:
            self._shrink(self.decay, learning_rate)
        self.power1 = power1 = self.power1 * self.BETA1
        self.power2 = power2 = self.power2 * self.BETA2
        root = ((1.0 - power2) / (1.0 - self.BETA2)) ** 0.5
        self.scale[()] = learning_rate * root * (1.0 - self.BETA1) / (1.0 - power1)
        self.epsilon[()] = EPSILON * root
        for call in self.calls:
            call()

    def end_epoch(self) -> None:
        """Clear moments too small to matter."""
        self.moments[np.abs(self.moments) < TINY] = 0.0

    def keep(self) -> tuple[Array, ...]:
        """Both sums, and the two powers of beta."""
        return self.moments.copy(), np.array([self.power1, self.power2])

    def take_up(self, memory: tuple[Array, ...]) -> None:
        """Go on with these sums, at that step."""
        self.moments[:], powers = memory
        self.power1, self.power2 = powers.tolist()

    def _shrink(self, decay: Array, learning_rate: float) -> None:
        """AdamW: every weight loses rate * decay of itself (Loshchilov and Hutter 2019)."""
        if learning_rate != self.decayed_rate:
            self.decayed_rate = learning_rate
            shares = 1.0 if self.shares is None else self.shares
            np.subtract(1.0, learning_rate * decay * shares, out=self.kept)
        np.multiply(self.parameters, self.kept, self.parameters)


OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")


def optimizer_for(
    name: str, parameters: Array, gradients: Array, momentum: float, decay: Array, shares: Array | None = None
) -> Optimizer:
    """A fresh optimizer for flat vectors; `decay` (count,) is AdamW's, which alone asks for it."""
    if name == "sgd":
        return SGD(parameters, gradients, shares)
    if name in {"momentum", "nesterov"}:
        return Momentum(parameters, gradients, momentum, nesterov=name == "nesterov", shares=shares)
    if name == "rmsprop":
        return RMSProp(parameters, gradients, shares)
    return Adam(parameters, gradients, decay if name == "adamw" else None, shares)
