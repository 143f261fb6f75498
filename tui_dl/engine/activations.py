"""Activations: what bends a layer's weighted sums. Without a bend, any stack of layers is one straight cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.numbers import HALF, ONE, ZERO, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]

LEAK = 0.01
GELU_SCALE = float(np.sqrt(2 / np.pi))
GELU_CUBE = 0.044715

_LEAK, _REST = number(LEAK), number(1.0 - LEAK)
_SCALE, _SCALE_CUBE = number(GELU_SCALE), number(GELU_SCALE * GELU_CUBE)
_THRICE = number(3.0 * GELU_SCALE * GELU_CUBE)


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation, applied to each number by itself.

    Attributes:
        apply: `apply(sums, out)` writes the activation of `sums` (any shape) to `out`.
        back: `back(deltas, sums, values, room)` multiplies `deltas` by the slope at `sums`, in place: the chain rule.
            `values` is what `apply` gave; `room` is scratch space of the same shape.
        start: The initializer that keeps signals of even size through layers of this kind.
    """

    apply: Callable[[Array, Array], object]
    back: Callable[[Array, Array, Array, Array], None]
    start: str = "glorot"


def sigmoid(sums: Array, out: Array) -> None:
    """1 / (1 + exp(-z)), through tanh: it never overflows."""
    half = HALF[out.itemsize]
    np.multiply(sums, half, out)
    np.tanh(out, out)
    np.multiply(out, half, out)
    np.add(out, half, out)


def _linear(sums: Array, out: Array) -> None:
    np.copyto(out, sums)


def _linear_back(_deltas: Array, _sums: Array, _values: Array, _room: Array) -> None:
    """The slope is 1 everywhere."""


def _sigmoid_back(deltas: Array, _sums: Array, values: Array, room: Array) -> None:
    """The slope is s (1 - s) = s - s²."""
    np.multiply(values, values, room)
    np.subtract(values, room, room)
    np.multiply(deltas, room, deltas)


def _tanh_back(deltas: Array, _sums: Array, values: Array, room: Array) -> None:
    """The slope is 1 - t²."""
    np.multiply(values, values, room)
    np.multiply(room, deltas, room)
    np.subtract(deltas, room, deltas)


def _relu(sums: Array, out: Array) -> None:
    np.maximum(sums, ZERO[out.itemsize], out=out)  # by name: a third positional argument costs a hidden warning


def _relu_back(deltas: Array, _sums: Array, values: Array, room: Array) -> None:
    """The slope is 1 above zero and 0 elsewhere: the sign of what came out."""
    np.sign(values, room)
    np.multiply(deltas, room, deltas)


def _leaky_relu(sums: Array, out: Array) -> None:
    np.multiply(sums, _LEAK[out.itemsize], out)
    np.maximum(sums, out, out=out)


def _leaky_relu_back(deltas: Array, sums: Array, _values: Array, room: Array) -> None:
    """The slope is 1 above zero and `LEAK` elsewhere."""
    np.heaviside(sums, ZERO[room.itemsize], room)
    np.multiply(room, _REST[room.itemsize], room)
    np.add(room, _LEAK[room.itemsize], room)
    np.multiply(deltas, room, deltas)


def _gelu_tanh(sums: Array, out: Array) -> None:
    """The inner tanh of gelu's tanh form, tanh(scale (z + cube z³))."""
    np.multiply(sums, sums, out)
    np.multiply(out, _SCALE_CUBE[out.itemsize], out)
    np.add(out, _SCALE[out.itemsize], out)
    np.multiply(out, sums, out)
    np.tanh(out, out)


def _gelu(sums: Array, out: Array) -> None:
    """Half of z (1 + tanh)."""
    _gelu_tanh(sums, out)
    np.add(out, ONE[out.itemsize], out)
    np.multiply(out, HALF[out.itemsize], out)
    np.multiply(out, sums, out)


def _gelu_back(deltas: Array, sums: Array, _values: Array, room: Array) -> None:
    """The slope is (1 + tanh) / 2 + z (1 - tanh²) / 2 times the slope of tanh's argument."""
    bend = np.multiply(sums, sums)
    np.multiply(bend, _THRICE[room.itemsize], bend)
    np.add(bend, _SCALE[room.itemsize], bend)
    np.multiply(bend, sums, bend)
    _gelu_tanh(sums, room)
    one = ONE[room.itemsize]
    np.multiply(bend, one - room * room, bend)
    np.add(room, one, room)
    np.add(room, bend, room)
    np.multiply(room, HALF[room.itemsize], room)
    np.multiply(deltas, room, deltas)


ACTIVATIONS: dict[str, Activation] = {
    "linear": Activation(_linear, _linear_back),
    "sigmoid": Activation(sigmoid, _sigmoid_back),
    "tanh": Activation(np.tanh, _tanh_back),
    "relu": Activation(_relu, _relu_back, start="he"),
    "leaky_relu": Activation(_leaky_relu, _leaky_relu_back, start="he"),
    "gelu": Activation(_gelu, _gelu_back, start="he"),
}
