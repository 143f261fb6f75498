"""What may be done to data on its way to a model: one closed list, written as text in lessons.

Some transforms work on the whole table before it is split (what the columns and classes are), the others on the parts
after the split (what only the training part knows or suffers). Each draws from a generator of its own, made from its
text (a few from their name): to add one changes no other's numbers.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from numpy.random import default_rng

from tui_dl.data import columns, labels, moves, spoiled
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.random import Generator

    from tui_dl.data.table import RawPart, Table

    Values = dict[str, str]
    OnTable = Callable[[Table, Values, Generator], Table]
    OnParts = Callable[[list[RawPart], Values, Generator], list[RawPart]]

T = TypeVar("T")
FIRST = ""  # the word without a name


@dataclass(frozen=True, slots=True)
class Deed:
    """A transform as asked for: its text, its name, and what it was given by name (`FIRST`: without one)."""

    text: str
    name: str
    values: Values


ON_TABLE: dict[str, OnTable] = {
    "rotate": moves.rotate,
    "stretch_x": moves.stretch_x,
    "stretch_y": moves.stretch_y,
    "classes": labels.classes,
    "rows": labels.share,
    "relabel": labels.relabel,
    "imbalance": labels.imbalance,
    "features": columns.features,
    "inputs": columns.inputs,
    "shuffle_columns": columns.shuffle,
    "noise_columns": columns.noise,
    "leak": columns.leak,
}
ON_PARTS: dict[str, OnParts] = {
    "shift": spoiled.shift,
    "scale": spoiled.scale,
    "flip_labels": spoiled.flip_labels,
    "random_labels": spoiled.random_labels,
    "sorted": spoiled.sort_rows,
    "move": moves.move,
}
NAMES = (*ON_TABLE, *ON_PARTS)
DRAWN_ALIKE = ("rows",)  # whatever its words: only so are two shares disjoint


def parse(text: str) -> Deed:
    """The transform that a text means.

    Raises:
        Problem: There is none of that name.
    """
    name, *words = text.split() or [""]
    if name not in NAMES:
        near = next(iter(difflib.get_close_matches(name, NAMES, 1, 0.0)), "")
        raise Problem("unknown_transform", got=name, near=near, known=", ".join(NAMES))
    pairs = (word.partition("=") for word in words)
    return Deed(text, name, {key if equals else FIRST: value if equals else key for key, equals, value in pairs})


def on_table(table: Table, deeds: Sequence[Deed], key: list[int]) -> Table:
    """The table after those transforms that work on it whole; `key` seeds their generators."""
    for deed in deeds:
        if deed.name in ON_TABLE:
            table = _tried(deed, ON_TABLE[deed.name], table, key)
    return table


def on_parts(parts: list[RawPart], deeds: Sequence[Deed], key: list[int]) -> list[RawPart]:
    """The parts (training, validation, test) after those that work on them."""
    for deed in deeds:
        if deed.name in ON_PARTS:
            parts = _tried(deed, ON_PARTS[deed.name], parts, key)
    return parts


def _tried(deed: Deed, work: Callable[[T, Values, Generator], T], given: T, key: list[int]) -> T:
    drawn = deed.name if deed.name in DRAWN_ALIKE else deed.text
    try:
        return work(given, deed.values, default_rng([*key, crc32(drawn.encode())]))
    except (KeyError, ValueError) as error:
        if isinstance(error, Problem):
            raise
        raise Problem("transform_values", got=deed.text) from None
