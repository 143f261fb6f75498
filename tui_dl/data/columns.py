"""Which columns a row has: worked out from others, made by hand, mixed up, or of mere noise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.handmade import HANDMADE, handmade
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.data.table import Table

    Array = NDArray[np.float64]

LEAKED = "outcome"  # how the column that gives the answer away is named
WORKED_OUT: dict[str, Callable[[Array, Array], Array]] = {
    "x2": lambda x, _y: x**2,
    "y2": lambda _x, y: y**2,
    "xy": lambda x, y: x * y,
    "r2": lambda x, y: x**2 + y**2,
    "sin_x": lambda x, _y: np.sin(x),
    "sin_y": lambda _x, y: np.sin(y),
}


def inputs(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`inputs r2,xy`: points of a plane get further columns, worked out from x and y."""
    if table.inputs.shape[1] != 2:
        raise Problem("not_a_plane", name="inputs", columns=table.inputs.shape[1])
    names = tuple(values[""].split(","))
    further = [WORKED_OUT[name](*table.inputs.T) for name in names]
    together = np.column_stack([table.inputs, *further])
    return replace(table, inputs=together, feature_names=(*table.feature_names, *names))


def features(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`features ink,holes` or `features all`: in place of the pixels of digits, what a person would measure."""
    if table.inputs.shape[1] != 64:
        raise Problem("not_pictures", columns=table.inputs.shape[1])
    names = tuple(HANDMADE) if values[""] == "all" else tuple(values[""].split(","))
    return replace(table, inputs=handmade(table.inputs, names), feature_names=names)


def shuffle(table: Table, _values: dict[str, str], rng: Generator) -> Table:
    """`shuffle_columns`: the columns change their places, alike in all rows."""
    order = rng.permutation(table.inputs.shape[1])
    names = tuple(table.feature_names[place] for place in order)
    return replace(table, inputs=table.inputs[:, order], feature_names=names)


def noise(table: Table, values: dict[str, str], rng: Generator) -> Table:
    """`noise_columns 8`: further columns that say nothing, uniform on [-1, 1]."""
    count = int(values[""])
    if not 1 <= count <= 1000:
        raise ValueError(count)
    further = rng.uniform(-1.0, 1.0, (len(table.inputs), count))
    names = tuple(f"noise{number}" for number in range(1, count + 1))
    return replace(table, inputs=np.column_stack([table.inputs, further]), feature_names=(*table.feature_names, *names))


def leak(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`leak` or `leak blank`: a further column, written down only after the answer was known.

    It holds the class; blank, it holds 0 in every row, as it does where the answer is yet to come.
    """
    how = values.get("", "filled")
    if not table.class_names or how not in {"filled", "blank"}:
        raise ValueError(how)
    known = table.targets.astype(float) if how == "filled" else np.zeros(len(table.targets))
    together = np.column_stack([table.inputs, known])
    return replace(table, inputs=together, feature_names=(*table.feature_names, LEAKED))
