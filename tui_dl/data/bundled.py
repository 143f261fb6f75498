"""Four classic tables, kept beside this file as compressed arrays (sources and licences: bundled/SOURCES.md)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BUNDLED = ("iris", "wine", "breast_cancer", "digits")


class BundledTable(NamedTuple):
    """A whole table: inputs (rows, features), classes (rows,), and their names."""

    inputs: NDArray[np.float64]
    targets: NDArray[np.intp]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]


@cache
def open_table(name: str) -> BundledTable:
    """The bundled table `name`; its arrays are shared, and locked against writing."""
    with (files("tui_dl.data") / "bundled" / f"{name}.npz").open("rb") as stored, np.load(stored) as arrays:
        inputs, targets = arrays["inputs"].astype(np.float64), arrays["targets"].astype(np.intp)
        names = (tuple(map(str, arrays[key])) for key in ("feature_names", "class_names"))
        inputs.setflags(write=False)
        targets.setflags(write=False)
        return BundledTable(inputs, targets, *names)
