"""Activations: what bends a layer's weighted sums. Without a bend, any stack of layers is one straight cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.floating]

LEAK = 0.01
GELU_SCALE = float(np.sqrt(2 / np.pi))
GELU_CUBE = 0.044715


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation, applied to each number by itself.

    Attributes:
        apply: `apply(sums, out)` writes the activation of `sums` (any shape) to `out`.
        slope: `slope(sums, values, out)` writes the derivative at `sums` to `out`; `values` is what `apply` gave.
        start: The initializer that keeps signals of even size through layers of this kind.
    """

    apply: Callable[[Array, Array], None]
    slope: Callable[[Array, Array, Array], None]
    start: str = "glorot"


def sigmoid(sums: Array, out: Array) -> None:
    """1 / (1 + exp(-z)), through tanh: it never overflows."""
    np.multiply(sums, 0.5, out=out)
    np.tanh(out, out=out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


def _linear(sums: Array, out: Array) -> None:
    np.copyto(out, sums)


def _linear_slope(_sums: Array, _values: Array, out: Array) -> None:
    out.fill(1.0)


def _sigmoid_slope(_sums: Array, values: Array, out: Array) -> None:
    np.subtract(1.0, values, out=out)
    np.multiply(out, values, out=out)


def _tanh(sums: Array, out: Array) -> None:
    np.tanh(sums, out=out)


def _tanh_slope(_sums: Array, values: Array, out: Array) -> None:
    np.multiply(values, values, out=out)
    np.subtract(1.0, out, out=out)


def _relu(sums: Array, out: Array) -> None:
    np.maximum(sums, 0.0, out=out)


def _relu_slope(sums: Array, _values: Array, out: Array) -> None:
    np.greater(sums, 0.0, out=out, casting="unsafe")


def _leaky_relu(sums: Array, out: Array) -> None:
    np.multiply(sums, LEAK, out=out)
    np.maximum(sums, out, out=out)


def _leaky_relu_slope(sums: Array, _values: Array, out: Array) -> None:
    np.greater(sums, 0.0, out=out, casting="unsafe")
    np.multiply(out, 1.0 - LEAK, out=out)
    np.add(out, LEAK, out=out)


def _gelu_tanh(sums: Array) -> Array:
    """The inner tanh of gelu's tanh form."""
    return np.tanh(GELU_SCALE * (sums + GELU_CUBE * sums * sums * sums))


def _gelu(sums: Array, out: Array) -> None:
    np.multiply(0.5 * sums, 1.0 + _gelu_tanh(sums), out=out)


def _gelu_slope(sums: Array, _values: Array, out: Array) -> None:
    inner = _gelu_tanh(sums)
    bend = GELU_SCALE * (1.0 + 3.0 * GELU_CUBE * sums * sums)
    np.add(0.5 * (1.0 + inner), 0.5 * sums * (1.0 - inner * inner) * bend, out=out)


ACTIVATIONS: dict[str, Activation] = {
    "linear": Activation(_linear, _linear_slope),
    "sigmoid": Activation(sigmoid, _sigmoid_slope),
    "tanh": Activation(_tanh, _tanh_slope),
    "relu": Activation(_relu, _relu_slope, start="he"),
    "leaky_relu": Activation(_leaky_relu, _leaky_relu_slope, start="he"),
    "gelu": Activation(_gelu, _gelu_slope, start="he"),
}
