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
        slope: `slope(sums, values, out, room)` writes the derivative at `sums` to `out`, for the chain rule.
            `values` is what `apply` gave; `room` is scratch space; all of the same shape.
        start: The initializer that keeps signals of even size through layers of this kind.
    """

    apply: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array, Array], object]
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


def _linear_slope(_sums: Array, _values: Array, out: Array, _room: Array) -> None:
    """1 everywhere."""
    out.fill(1.0)


def _sigmoid_slope(_sums: Array, values: Array, out: Array, _room: Array) -> None:
    """The slope s (1 - s), as s - s²."""
    np.multiply(values, values, out)
    np.subtract(values, out, out)


def _tanh_slope(_sums: Array, values: Array, out: Array, _room: Array) -> None:
    """1 - t²."""
    np.multiply(values, values, out)
    np.subtract(ONE[out.itemsize], out, out)


def _relu(sums: Array, out: Array) -> None:
    """The sum where it is above zero, else 0 (Nair and Hinton 2010)."""
    out.fill(0.0)  # an array of zeros: with a single one NumPy takes three times as long
    np.maximum(sums, out, out=out)  # by name: a third positional argument costs a hidden warning


def _relu_slope(_sums: Array, values: Array, out: Array, _room: Array) -> None:
    """1 above zero and 0 elsewhere: the sign of what came out."""
    np.sign(values, out)


def _leaky_relu(sums: Array, out: Array) -> None:
    """The sum where it is above zero, else `LEAK` of it (Maas et al. 2013)."""
    np.multiply(sums, _LEAK[out.itemsize], out)
    np.maximum(sums, out, out=out)


def _leaky_relu_slope(sums: Array, _values: Array, out: Array, _room: Array) -> None:
    """1 above zero and `LEAK` elsewhere."""
    np.heaviside(sums, ZERO[out.itemsize], out)
    np.multiply(out, _REST[out.itemsize], out)
    np.add(out, _LEAK[out.itemsize], out)


def _gelu_tanh(sums: Array, out: Array) -> None:
    """The inner tanh of gelu's tanh form, tanh(scale (z + cube z³))."""
    np.multiply(sums, sums, out)
    np.multiply(out, _SCALE_CUBE[out.itemsize], out)
    np.add(out, _SCALE[out.itemsize], out)
    np.multiply(out, sums, out)
    np.tanh(out, out)


def _gelu(sums: Array, out: Array) -> None:
    """Half of z (1 + tanh): the tanh form of Hendrycks and Gimpel 2016."""
    _gelu_tanh(sums, out)
    np.add(out, ONE[out.itemsize], out)
    np.multiply(out, HALF[out.itemsize], out)
    np.multiply(out, sums, out)


def _gelu_slope(sums: Array, values: Array, out: Array, room: Array) -> None:
    """(1 + t) / 2 + z (1 - t²) / 2 times the slope of t's argument, t the inner tanh.

    Since z (1 + t) / 2 is `values`, that is 1 - (1 - t) (1 / 2 - values times that slope): one room is enough.
    """
    np.multiply(sums, sums, room)
    np.multiply(room, _THRICE[room.itemsize], room)
    np.add(room, _SCALE[room.itemsize], room)
    np.multiply(room, values, room)
    np.subtract(room, HALF[room.itemsize], room)
    _gelu_tanh(sums, out)
    np.subtract(ONE[out.itemsize], out, out)
    np.multiply(out, room, out)
    np.add(out, ONE[out.itemsize], out)


ACTIVATIONS: dict[str, Activation] = {
    "linear": Activation(_linear, _linear_slope),
    "sigmoid": Activation(sigmoid, _sigmoid_slope),
    "tanh": Activation(np.tanh, _tanh_slope),
    "relu": Activation(_relu, _relu_slope, start="he"),
    "leaky_relu": Activation(_leaky_relu, _leaky_relu_slope, start="he"),
    "gelu": Activation(_gelu, _gelu_slope, start="he"),
}
