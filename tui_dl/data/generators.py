"""Makers of small data sets: each takes a generator, the number of rows and its parameters.

They give inputs (rows, features) and targets (rows,). Noise is the standard deviation of what is added to each
coordinate. Classes are as even as the number of rows allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    Table = tuple[NDArray[np.float64], NDArray[np.generic]]
    Parameters = dict[str, float]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a maker takes: its default and its range, ends included."""

    default: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Maker:
    """How a set is made, and what it is for: `classes` or `values`.

    `truth`: the value at each input (rows, 1) before noise and outliers, where one is asked for.
    """

    make: Callable[[Generator, int, Parameters], Table]
    parameters: dict[str, Parameter]
    task: str = "classes"
    truth: Callable[[NDArray[np.float64]], NDArray[np.float64]] | None = None


def _labels(rows: int, classes: int) -> NDArray[np.intp]:
    return np.arange(rows) % classes


def _noisy(rng: Generator, inputs: NDArray[np.float64], noise: float) -> NDArray[np.float64]:
    return inputs + rng.normal(0.0, 1.0, inputs.shape) * noise


def moons(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Two half circles, one reaching into the other, from uniform angles."""
    labels, angle = _labels(rows, 2), rng.uniform(0, np.pi, rows)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    return _noisy(rng, np.where(labels[:, None] == 0, upper, lower), parameters["noise"]), labels


def circles(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Two rings round one centre: radius 1 is class 0, radius `factor` class 1."""
    labels, angle = _labels(rows, 2), rng.uniform(0, 2 * np.pi, rows)
    radius = np.where(labels == 0, 1.0, parameters["factor"])
    inputs = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _noisy(rng, inputs, parameters["noise"]), labels


def spirals(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Two arms of `turns` turns: radius u = sqrt(uniform), angle 2 pi turns u plus the arm's."""
    labels, radius = _labels(rows, 2), np.sqrt(rng.uniform(0, 1, rows))
    angle = 2 * np.pi * parameters["turns"] * radius + np.pi * labels
    inputs = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return _noisy(rng, inputs, parameters["noise"]), labels


def blobs(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Round heaps, one a class, their centres evenly on a circle of `radius`."""
    classes = int(parameters["classes"])
    labels = _labels(rows, classes)
    angle = 2 * np.pi * labels / classes
    centres = parameters["radius"] * np.column_stack([np.cos(angle), np.sin(angle)])
    return _noisy(rng, centres, parameters["noise"]), labels


def xor(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Uniform on [-1, 1] squared; class 1 where x and y have the same sign, before noise."""
    labels = _labels(rows, 2)
    size, side = rng.uniform(0, 1, (rows, 2)), rng.choice([-1.0, 1.0], rows)
    inputs = size * np.column_stack([side, np.where(labels == 1, side, -side)])
    return _noisy(rng, inputs, parameters["noise"]), labels


def line(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Values y = 1.5 x + 0.5 on [-1, 1], with noise; a share of `outliers` lies 6 lower at its right end."""
    x = rng.uniform(-1, 1, rows)
    y = 1.5 * x + 0.5 + rng.normal(0, 1, rows) * parameters["noise"]
    count = round(parameters["outliers"] * rows)
    y[np.argsort(-x)[:count]] -= 6.0
    return x[:, None], y


def sine(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Values y = sin(x) from `left` to `right`, with noise; a share of `outliers` is moved by 3 up or down."""
    x = rng.uniform(parameters["left"], parameters["right"], rows)
    y = np.sin(x) + rng.normal(0, 1, rows) * parameters["noise"]
    moved = rng.permutation(rows)[: round(parameters["outliers"] * rows)]
    y[moved] += rng.choice([-3.0, 3.0], len(moved))
    return x[:, None], y


def valley(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Values |x| on [-2, 2], with noise: one kink, in the middle."""
    x = rng.uniform(-2, 2, rows)
    return x[:, None], np.abs(x) + rng.normal(0, 1, rows) * parameters["noise"]


def tent(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Values 1 - |x| on [-2, 2], but never below 0, with noise: three kinks, at -1, 0 and 1."""
    x = rng.uniform(-2, 2, rows)
    return x[:, None], np.maximum(1 - np.abs(x), 0.0) + rng.normal(0, 1, rows) * parameters["noise"]


def plane(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Values x - 2 y + 0.5 over [-1, 1] squared, with noise on the values."""
    inputs = rng.uniform(-1, 1, (rows, 2))
    return inputs, inputs @ np.array([1.0, -2.0]) + 0.5 + rng.normal(0, 1, rows) * parameters["noise"]


def slab(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Six columns, uniform on [-1, 1]; class 1 where two hidden directions agree in sign: xor, turned out of sight."""
    turned = np.linalg.qr(np.random.default_rng(SLAB_DIRECTIONS).normal(size=(6, 6)))[0]
    inputs = rng.uniform(-1, 1, (rows, 6))
    labels = (np.prod(inputs @ turned[:, :2], axis=1) > 0).astype(np.intp)
    return _noisy(rng, inputs, parameters["noise"]), labels


def rules(rng: Generator, rows: int, parameters: Parameters) -> Table:
    """Twelve columns, uniform on [0, 1]; class 1 by two rules on four of them, some labels wrong."""
    x1, x2, x3, x4 = (inputs := rng.uniform(0, 1, (rows, 12)))[:, :4].T
    labels = ((x1 > 0.5) & (x2 > 0.4)) | ((x3 > 0.7) & (x4 < 0.5))
    wrong = rng.permutation(rows)[: round(parameters["wrong"] * rows)]
    labels[wrong] = ~labels[wrong]
    return inputs, labels.astype(np.intp)


def _noise(default: float) -> Parameter:
    return Parameter(default, 0.0, 10.0)


SLAB_DIRECTIONS = 6  # seed: the hidden directions are the same in every draw
OUTLIERS = Parameter(0.0, 0.0, 0.5)
FAR = (-100.0, 100.0)
MAKERS: dict[str, Maker] = {
    "moons": Maker(moons, {"noise": _noise(0.2)}),
    "circles": Maker(circles, {"noise": _noise(0.08), "factor": Parameter(0.5, 0.0, 0.99)}),
    "spirals": Maker(spirals, {"noise": _noise(0.02), "turns": Parameter(2.0, 0.1, 10.0)}),
    "blobs": Maker(blobs, {"noise": _noise(0.5), "classes": Parameter(3, 2, 10), "radius": Parameter(2.0, 0.0, 100.0)}),
    "xor": Maker(xor, {"noise": _noise(0.0)}),
    "slab": Maker(slab, {"noise": _noise(0.0)}),
    "rules": Maker(rules, {"wrong": Parameter(0.05, 0.0, 0.5)}),
    "line": Maker(
        line, {"noise": _noise(0.2), "outliers": OUTLIERS}, task="values", truth=lambda x: 1.5 * x[:, 0] + 0.5
    ),
    "valley": Maker(valley, {"noise": _noise(0.0)}, task="values", truth=lambda x: np.abs(x[:, 0])),
    "tent": Maker(tent, {"noise": _noise(0.0)}, task="values", truth=lambda x: np.maximum(1 - np.abs(x[:, 0]), 0.0)),
    "plane": Maker(plane, {"noise": _noise(0.1)}, task="values"),
    "sine": Maker(
        sine,
        {"noise": _noise(0.1), "outliers": OUTLIERS, "left": Parameter(-3.0, *FAR), "right": Parameter(3.0, *FAR)},
        task="values",
        truth=lambda x: np.sin(x[:, 0]),
    ),
}
PLANES = ("moons", "circles", "spirals", "blobs", "xor", "plane")  # two inputs, x and y
