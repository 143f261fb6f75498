"""Initializers: where the weights begin. Biases begin at zero, unless the network is told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    Draw = Callable[[int, int, float, Generator], NDArray[np.float64]]


def _zeros(units: int, inputs: int, _scale: float, _rng: Generator) -> NDArray[np.float64]:
    return np.zeros((units, inputs))


def _constant(units: int, inputs: int, scale: float, _rng: Generator) -> NDArray[np.float64]:
    return np.full((units, inputs), scale)


def _normal(units: int, inputs: int, scale: float, rng: Generator) -> NDArray[np.float64]:
    return rng.normal(0.0, scale, (units, inputs))


def _glorot(units: int, inputs: int, scale: float, rng: Generator) -> NDArray[np.float64]:
    """Uniform within scale sqrt(6 / (inputs + units)) of zero (Glorot and Bengio 2010, formula 16)."""
    limit = scale * np.sqrt(6.0 / (inputs + units))
    return rng.uniform(-limit, limit, (units, inputs))


def _he(units: int, inputs: int, scale: float, rng: Generator) -> NDArray[np.float64]:
    """Normal with standard deviation scale sqrt(2 / inputs) (He et al. 2015, formula 10)."""
    return rng.normal(0.0, scale * np.sqrt(2.0 / inputs), (units, inputs))


INITIALIZERS: dict[str, Draw] = {
    "zeros": _zeros,
    "constant": _constant,
    "normal": _normal,
    "glorot": _glorot,
    "he": _he,
}
