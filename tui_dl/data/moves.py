"""Points of a plane, moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.data.table import RawPart, Table


def rotate(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`rotate 40`: turn the points counter-clockwise round the origin, by so many degrees."""
    angle = np.deg2rad(float(values[""]))
    return _moved(table, "rotate", np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]))


def stretch_x(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`stretch_x 8`: multiply the first coordinate."""
    return _moved(table, "stretch_x", np.diag([float(values[""]), 1.0]))


def stretch_y(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`stretch_y 8`: multiply the second coordinate."""
    return _moved(table, "stretch_y", np.diag([1.0, float(values[""])]))


def move(parts: list[RawPart], values: dict[str, str], _rng: Generator) -> list[RawPart]:
    """`move row=3 by=0.2,-0.1`: shift one training row, counted from 1; one number a column."""
    row, by = int(values["row"]), [float(number) for number in values["by"].split(",")]
    inputs = parts[0].inputs.copy()
    if not 1 <= row <= len(inputs) or len(by) != inputs.shape[1] or not np.isfinite(by).all():
        raise ValueError(values)
    inputs[row - 1] += by
    return [replace(parts[0], inputs=inputs), *parts[1:]]


def _moved(table: Table, name: str, matrix: NDArray[np.float64]) -> Table:
    if table.inputs.shape[1] != len(matrix):
        raise Problem("not_a_plane", name=name, columns=table.inputs.shape[1])
    if not np.isfinite(matrix).all():
        raise Problem("transform_values", got=name)
    return replace(table, inputs=table.inputs @ matrix)
