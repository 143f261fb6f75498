"""From fields to numbers: values with NaN where nothing is known, categories by their place in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.data.own.columns import CATEGORY, NUMBER
from tui_dl.data.own.values import shown
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tui_dl.data.own.columns import Column

MOST_CATEGORIES = 30  # of a column among the inputs; the rarest share the last place
MOST_CLASSES = 100
REST = "..."


@dataclass(slots=True, eq=False)
class Filled:
    """A column as numbers.

    Attributes:
        name: As it may be shown.
        kind: `number` or `category`.
        values: (rows,) numbers, NaN where nothing is known; or places in `categories`, `UNKNOWN` where nothing is.
        categories: Of a category, as they may be shown.
    """

    name: str
    kind: str
    values: NDArray[np.generic]
    categories: tuple[str, ...] = ()


def fill(columns: Sequence[Column], kinds: dict[str, str], target: str) -> dict[str, Filled]:
    """All columns that are not left out, by name.

    Raises:
        Problem: A field of a column of numbers is none (with its row and column), or there are too many classes.
    """
    _check_numbers(columns, kinds)
    made: dict[str, Filled] = {}
    for column in columns:
        kind = kinds[column.name]
        if kind == NUMBER:
            made[column.name] = Filled(column.name, kind, column.values)
        elif kind == CATEGORY:
            words, places = _categories(column, is_target=column.name == target)
            made[column.name] = Filled(column.name, kind, column.places_in(places), words)
    return made


def _check_numbers(columns: Sequence[Column], kinds: dict[str, str]) -> None:
    for column in columns:
        if kinds[column.name] == NUMBER and column.mistakes:
            row, got = column.mistakes[0]
            count = column.known - column.numbers
            raise Problem("table_no_number", row=row, name=column.name, got=got, count=count)


def _categories(column: Column, *, is_target: bool) -> tuple[tuple[str, ...], dict[str, int]]:
    """The words as shown, and the place of each as written; the commonest alone where there are many."""
    most = MOST_CLASSES if is_target else MOST_CATEGORIES
    if column.many or (is_target and len(column.counts) > most):
        raise Problem("table_many_categories", name=column.name, most=most)
    common = sorted(column.counts, key=column.counts.__getitem__, reverse=True)
    rest = len(common) > most
    kept = sorted(common[: most - 1] if rest else common, key=_order)
    places = {word: place for place, word in enumerate(kept)}
    if rest:
        places |= dict.fromkeys(common[most - 1 :], len(kept))
        return (*map(shown, kept), REST), places
    return tuple(map(shown, kept)), places


def _order(word: str) -> tuple[bool, float, str]:
    """Numbers by their size, before words."""
    try:
        return False, float(word), word
    except ValueError:
        return True, 0.0, word
