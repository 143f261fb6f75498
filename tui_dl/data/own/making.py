"""From filled columns to a table of inputs and targets, ready to be split.

Numbers stay as they are, NaN where nothing is known: what takes their place is worked out from the training part, after
the split (`complete`). A column with unknown numbers gets a second one that says where. Categories become a column
each, 1 where the row has it; what is missing is a category of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.data.own.columns import NUMBER
from tui_dl.data.own.words import UNKNOWN
from tui_dl.data.table import RawPart, Table
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.data.own.arrays import Filled

MOST_NUMBERS = 20_000_000  # rows times inputs: 160 MB, and no more than three copies of it
LEAST_OF_A_CLASS = 10  # 60/20/20 per cent of it leave two in each part


def make(filled: dict[str, Filled], target: str) -> Table:
    """The table; rows whose target is unknown are left out.

    Raises:
        Problem: Nothing is left to learn from, a class is too rare, or it is too large.
    """
    known = is_known(filled[target])
    inputs = [pair for name, one in filled.items() if name != target for pair in _inputs(one, known)]
    rows = int(known.sum())
    if not inputs:
        raise Problem("table_no_inputs", target=target)
    if rows * len(inputs) > MOST_NUMBERS:
        raise Problem("table_numbers", rows=rows, inputs=len(inputs), most=MOST_NUMBERS)
    values = np.empty((rows, len(inputs)))
    for place, (_, column) in enumerate(inputs):
        values[:, place] = column
    targets = filled[target].values[known]
    if filled[target].kind == NUMBER:
        _check_values(targets, target)
    else:
        targets = _check_classes(targets.astype(np.intp), filled[target])
    return Table(values, targets, tuple(name for name, _ in inputs), filled[target].categories)


def is_known(column: Filled) -> NDArray[np.bool_]:
    """(rows,): where something is known."""
    known: NDArray[np.bool_] = (
        ~np.isnan(column.values) if column.kind == NUMBER else np.asarray(column.values != UNKNOWN)
    )
    return known


def _inputs(column: Filled, rows: NDArray[np.bool_]) -> list[tuple[str, NDArray[np.generic]]]:
    values = column.values[rows]
    if column.kind == NUMBER:
        unknown = np.isnan(values)
        further = [(f"{column.name}=?", unknown)] if unknown.any() else []
        return [(column.name, values), *further]
    names = [(place, f"{column.name}={word}") for place, word in enumerate(column.categories)]
    if (values == UNKNOWN).any():
        names.append((UNKNOWN, f"{column.name}=?"))
    if len(names) == 2:  # the second says no more than the first
        names = names[1:]
    return [(name, np.asarray(values == place)) for place, name in names]


def _check_values(targets: NDArray[np.generic], name: str) -> None:
    if len(targets) < LEAST_OF_A_CLASS:
        raise Problem("table_few_rows", name=name, got=len(targets), least=LEAST_OF_A_CLASS)
    if len(distinct(targets)) < 2:
        raise Problem("table_one_class", name=name)


def _check_classes(targets: NDArray[np.intp], column: Filled) -> NDArray[np.intp]:
    counts = np.bincount(targets, minlength=len(column.categories))
    if len(counts) < 2:
        raise Problem("table_one_class", name=column.name)
    rarest = int(counts.argmin())
    if counts[rarest] < LEAST_OF_A_CLASS:
        raise Problem(
            "table_rare_class",
            name=column.name,
            got=column.categories[rarest],
            count=int(counts[rarest]),
            least=LEAST_OF_A_CLASS,
        )
    return targets


def complete(parts: Sequence[RawPart], *, classes: bool) -> list[RawPart]:
    """The parts with the training part's medians in place of unknown numbers.

    Values to be told are given in standard deviations from the training part's mean, so that a learning rate means
    the same whatever their unit is.
    """
    train = parts[0]
    unknown = np.isnan(train.inputs)
    middle = np.zeros(train.inputs.shape[1])
    for place in range(len(middle)):
        here = train.inputs[~unknown[:, place], place]
        middle[place] = np.median(here) if len(here) else 0.0
    mean, spread = (0.0, 1.0) if classes else (float(train.targets.mean()), float(train.targets.std()) or 1.0)
    return [
        RawPart(
            np.where(np.isnan(part.inputs), middle, part.inputs),
            part.targets if classes else (part.targets - mean) / spread,  # type: ignore[operator]  # values
        )
        for part in parts
    ]
