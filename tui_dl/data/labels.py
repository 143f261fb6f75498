"""Which classes there are, and how many rows each has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.data.table import Table

MOST_SHARES = 10


def classes(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`classes 0..4`: only rows of these classes."""
    first, last = (int(end) for end in values[""].split(".."))
    numbers = _class_numbers(table)
    if not 0 <= first < last < len(table.class_names):
        raise Problem("transform_values", got=f"classes {values['']}")
    return _rows(table, (numbers >= first) & (numbers <= last))


def share(table: Table, values: dict[str, str], rng: Generator) -> Table:
    """`rows 1/2`, `rows 2/2`: one of so many equal shares of the rows; shares of one table have no row in common."""
    which, shares = (int(number) for number in values[""].split("/"))
    if not 1 <= which <= shares <= MOST_SHARES:
        raise Problem("transform_values", got=f"rows {values['']}")
    order = rng.permutation(len(table.targets))
    kept = order[which - 1 :: shares]
    return _rows(table, np.isin(np.arange(len(order)), kept))


def relabel(table: Table, values: dict[str, str], _rng: Generator) -> Table:
    """`relabel 0,6,8,9` or `relabel odd`: those classes are class 1, all others class 0."""
    wanted, targets = values[""], _class_numbers(table)
    if wanted == "odd":
        return replace(table, targets=targets % 2, class_names=("even", "odd"))
    ones = [int(label) for label in wanted.split(",")]
    if not set(ones) < set(range(len(table.class_names))):
        raise Problem("transform_values", got=f"relabel {wanted}")
    names = " ".join(table.class_names[label] for label in ones)
    return replace(table, targets=np.isin(targets, ones).astype(np.intp), class_names=("other", names))


def imbalance(table: Table, values: dict[str, str], rng: Generator) -> Table:
    """`imbalance share=0.05`: so large a share of class 1 among two classes; what is too many is left out."""
    share, targets = float(values["share"]), _class_numbers(table)
    if not 0.0 < share < 1.0 or len(table.class_names) != 2:
        raise Problem("transform_values", got=f"imbalance share={share:g}")
    rows = [rng.permutation(np.flatnonzero(targets == label)) for label in (0, 1)]
    total = min(len(rows[0]) / (1.0 - share), len(rows[1]) / share)
    counts = round(total) - round(total * share), round(total * share)
    keep = np.concatenate([here[:count] for here, count in zip(rows, counts, strict=True)])
    return _rows(table, np.isin(np.arange(len(targets)), keep))


def _rows(table: Table, which: NDArray[np.bool_]) -> Table:
    return replace(table, inputs=table.inputs[which], targets=table.targets[which])


def _class_numbers(table: Table) -> NDArray[np.intp]:
    if not table.class_names:
        raise Problem("needs_classes")
    return table.targets.astype(np.intp)
