"""What looks wrong with a table before anything is learned from it: columns that tell the answer, rows that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.data.own.columns import NUMBER
from tui_dl.data.own.making import is_known
from tui_dl.data.own.words import UNKNOWN
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tui_dl.data.own.arrays import Filled
    from tui_dl.data.own.columns import Survey

TELLING = 0.995  # share of the answers that a column tells alone, from which on it is suspected
ROUGH = 20  # pieces into which numbers are cut for that
LOPSIDED = 0.9  # share of the largest class from which on accuracy says little


def suspicions(found: Survey, filled: dict[str, Filled], target: str) -> Iterator[Problem]:
    """Each as a sentence with its facts: nothing of this forbids to go on."""
    answer = filled[target]
    known = is_known(answer)
    if not known.all():
        yield Problem("table_warns_unknown_target", name=target, count=int((~known).sum()))
    if answer.kind != NUMBER and known.any():
        yield from _lopsided(answer, known)
    for name, column in filled.items():
        if name == target:
            continue
        if _tells(column, answer, known):
            yield Problem("table_warns_leak", name=name, target=target)
        elif _counts_rows(column):
            yield Problem("table_warns_row_number", name=name)
    if found.repeated:
        yield Problem("table_warns_repeated", count=found.repeated)


def _lopsided(answer: Filled, known: NDArray[np.bool_]) -> Iterator[Problem]:
    counts = np.bincount(answer.values[known].astype(np.intp))
    share = counts.max() / counts.sum()
    if share >= LOPSIDED:
        largest = answer.categories[int(counts.argmax())]
        yield Problem("table_warns_lopsided", name=largest, percent=f"{100 * share:.0f}")


def _tells(column: Filled, answer: Filled, known: NDArray[np.bool_]) -> bool:
    """Whether the column alone tells (nearly) every answer."""
    rows = known & is_known(column)
    if rows.sum() < ROUGH:
        return False
    values, answers = column.values[rows], answer.values[rows]
    if answer.kind == NUMBER:
        return _explains(column, values.astype(float), answers.astype(float))
    classes = answers.astype(np.intp)
    groups = _pieces(values) if column.kind == NUMBER else values.astype(np.intp) - UNKNOWN
    table = np.zeros((int(groups.max()) + 1, int(classes.max()) + 1))
    np.add.at(table, (groups, classes), 1)
    largest = table.sum(axis=0).max()
    told = table.max(axis=1).sum()
    return bool(told >= TELLING * len(classes) and told - largest > 0.5 * (len(classes) - largest))


def _pieces(values: NDArray[np.generic]) -> NDArray[np.intp]:
    """(rows,): which of up to `ROUGH` pieces, or which of few values, each number lies in."""
    different = distinct(values)
    if len(different) <= ROUGH:
        return np.searchsorted(different, values)
    edges = np.quantile(values.astype(float), np.linspace(0, 1, ROUGH + 1)[1:-1])
    return np.searchsorted(edges, values, side="right")


def _explains(column: Filled, values: NDArray[np.float64], answers: NDArray[np.float64]) -> bool:
    """Whether a line through the column, or its groups' means, leaves next to nothing of the answers' spread."""
    total = answers.var()
    if total == 0.0:
        return False
    if column.kind == NUMBER:
        if values.var() == 0.0:
            return False
        told = float(np.corrcoef(values, answers)[0, 1]) ** 2
        return told >= 0.9999
    groups = values.astype(np.intp) - UNKNOWN
    counts = np.maximum(np.bincount(groups), 1)
    means = np.bincount(groups, answers) / counts
    return bool(((answers - means[groups]) ** 2).mean() <= 0.0001 * total)


def _counts_rows(column: Filled) -> bool:
    """Whether the column is the number of the row."""
    if column.kind != NUMBER or len(column.values) < ROUGH:
        return False
    steps = np.diff(column.values.astype(float))
    return bool((steps == 1.0).all())
