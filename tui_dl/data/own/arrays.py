"""From fields to numbers: values with NaN where nothing is known, categories by their place in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.own.columns import CATEGORY, LEAVE, NUMBER
from tui_dl.data.own.values import shown
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.data.own.columns import Column
    from tui_dl.data.own.records import OpenFile
    from tui_dl.data.own.values import Reader

UNKNOWN = -1  # the place of a category that is missing
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


def fill(file: OpenFile, columns: Sequence[Column], kinds: dict[str, str], target: str) -> dict[str, Filled]:
    """All columns that are not left out, by name; the file is read once more.

    Raises:
        Problem: A field of a column of numbers is none (with its row and column), or there are too many classes.
    """
    _check_numbers(columns, kinds)
    made, places = _empty(columns, kinds, target)
    for first, fields in file.chunks():
        for column, texts in zip(columns, fields, strict=True):
            if kinds[column.name] == LEAVE:
                continue
            here = made[column.name].values[first - 2 : first - 2 + len(texts)]
            if len(here) < len(texts):
                raise Problem("table_changed", path=str(file.path))
            if kinds[column.name] == NUMBER:
                here[:] = _numbers(texts, file.reader)
            else:
                here[:] = _places(texts, places[column.name], file)
    return made


def _empty(
    columns: Sequence[Column], kinds: dict[str, str], target: str
) -> tuple[dict[str, Filled], dict[str, dict[str, int]]]:
    """Columns with room for their rows, and for each category the places of its words."""
    made: dict[str, Filled] = {}
    places: dict[str, dict[str, int]] = {}
    for column in columns:
        kind = kinds[column.name]
        if kind == NUMBER:
            made[column.name] = Filled(column.name, kind, np.empty(column.rows))
        elif kind == CATEGORY:
            words, places[column.name] = _categories(column, is_target=column.name == target)
            made[column.name] = Filled(column.name, kind, np.empty(column.rows, np.int32), words)
    return made, places


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
    common = [word for word, _ in column.counts.most_common()]
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


def _numbers(texts: Sequence[str], reader: Reader) -> list[float]:
    values = reader.numbers(texts)
    if values is not None:
        return values
    found = (reader.number(text) for text in texts)
    return [float("nan") if value is None else value for value in found]


def _places(texts: Sequence[str], places: dict[str, int], file: OpenFile) -> list[int]:
    known = {text: places.get(text.strip(), UNKNOWN) for text in set(texts)}
    if any(place == UNKNOWN and not file.reader.is_missing(text) for text, place in known.items()):
        raise Problem("table_changed", path=str(file.path))  # written to while it was read
    return [known[text] for text in texts]
