"""What a column holds, seen once from top to bottom, and the kind that this makes it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.data.own.values import shown
from tui_dl.data.own.words import Words
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.data.own.records import OpenFile
    from tui_dl.data.own.values import Reader

NUMBER, CATEGORY, LEAVE = "number", "category", "leave"
KINDS = (NUMBER, CATEGORY, LEAVE)
MOST_COUNTED = 1_000  # different values of a column that are counted; more are no categories
MOST_GUESSED = 30  # categories that a column is guessed to have at most
MOSTLY = 0.9  # share of numbers from which on the others are mistakes
EXAMPLES = 3
MOST_TOLD = 5  # places of mistakes that are remembered


@dataclass(slots=True, eq=False)
class Column:
    """What was seen of a column.

    Attributes:
        name: As it may be shown.
        rows: How many there are.
        missing: In how many of them nothing is known.
        numbers: In how many stands a number.
        whole: Whether all numbers are whole.
        many: Whether there were too many different values to be counted.
        mistakes: (row, field) of the first known fields that are no number.
    """

    name: str
    rows: int = 0
    missing: int = 0
    numbers: int = 0
    whole: bool = True
    many: bool = False
    mistakes: list[tuple[int, str]] = field(default_factory=list)
    _words: Words = field(default_factory=Words)
    _values: list[NDArray[np.float64]] = field(default_factory=list)
    _examples: tuple[str, ...] = ()

    def see(self, first: int, texts: Sequence[str], reader: Reader) -> None:
        """Take in the next rows; `first` is the row number of the first of them."""
        self.rows += len(texts)
        self._count(texts, reader)
        values = reader.numbers(texts)
        if values is None:
            known = {text: reader.number(text) for text in set(texts)}
            values = np.fromiter((known[text] for text in texts), np.float64, len(texts))  # None becomes NaN
            self._look_for_mistakes(first, texts, {text for text, value in known.items() if value is None}, reader)
        found = values[~np.isnan(values)]
        self.numbers += len(found)
        self.whole = self.whole and bool((found == np.floor(found)).all())
        self._values = [] if self.mistakes else [*self._values, values]

    def _look_for_mistakes(self, first: int, texts: Sequence[str], odd: set[str], reader: Reader) -> None:
        missing = set(filter(reader.is_missing, odd))
        self.missing += sum(text in missing for text in texts) if missing else 0
        wrong = odd - missing
        if wrong and len(self.mistakes) < MOST_TOLD:
            places = (row for row, text in enumerate(texts) if text in wrong)
            self.mistakes += [
                (first + row, shown(texts[row])) for row in islice(places, MOST_TOLD - len(self.mistakes))
            ]

    def _count(self, texts: Sequence[str], reader: Reader) -> None:
        if self.many:
            return
        self._words.see(texts, reader)
        if len(self._examples) < EXAMPLES:
            self._examples = tuple(map(shown, islice(self._words.counts, EXAMPLES)))
        if len(self._words.counts) > MOST_COUNTED:
            self._words, self.many = Words(), True

    @property
    def examples(self) -> tuple[str, ...]:
        """Its first different values, as they may be shown."""
        return self._examples

    @property
    def counts(self) -> dict[str, int]:
        """How often each known value stands there, in the order in which they came; empty where there are too many."""
        return self._words.counts

    @property
    def values(self) -> NDArray[np.float64]:
        """(rows,): its numbers, NaN where nothing is known; of a column with mistakes there are none."""
        if len(self._values) > 1:
            self._values = [np.concatenate(self._values)]
        return self._values[0] if self._values else np.empty(0)

    def places_in(self, places: dict[str, int]) -> NDArray[np.int32]:
        """(rows,): the place of each row's value, `UNKNOWN` where nothing is known."""
        return self._words.places_in(places)

    @property
    def known(self) -> int:
        """Rows in which something is known."""
        return self.rows - self.missing

    @property
    def distinct(self) -> int | None:
        """How many different values; None: more than are counted."""
        return None if self.many else len(self._words.counts)

    @property
    def guess(self) -> tuple[str, str]:
        """The kind, and for `leave` the reason: empty, constant, each_row or text."""
        if not self.known:
            return LEAVE, "empty"
        if self.distinct == 1:
            return LEAVE, "constant"
        if self.numbers >= MOSTLY * self.known:
            return NUMBER, ""
        if self.distinct is not None and self.distinct <= min(MOST_GUESSED, max(2, self.known // 2)):
            return CATEGORY, ""
        if self.distinct == self.known or self.many:
            return LEAVE, "text" if self.many else "each_row"
        return LEAVE, "text"

    @property
    def guess_as_target(self) -> str:
        """Few whole numbers are classes; other numbers are values; anything else is classes."""
        if self.guess[0] == NUMBER:
            few = self.distinct is not None and self.distinct <= 10 and self.whole
            return CATEGORY if few else NUMBER
        return CATEGORY


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """All columns of a file, and a fingerprint of each row, (rows,)."""

    columns: tuple[Column, ...]
    prints: NDArray[np.int64]

    @property
    def repeated(self) -> int:
        """Rows that say the same as one before them."""
        return len(self.prints) - len(distinct(self.prints))


def survey(file: OpenFile) -> Survey:
    """See the whole file once.

    Raises:
        Problem: A row cannot be read.
    """
    columns = tuple(Column(name) for name in file.names)
    prints = []
    with closing(file.chunks()) as chunks:
        for first, fields in chunks:
            for column, texts in zip(columns, fields, strict=True):
                column.see(first, texts, file.reader)
            prints.append(np.fromiter(map(hash, zip(*fields, strict=True)), np.int64, len(fields[0])))
    return Survey(columns, np.concatenate(prints))


def kinds_of(columns: Sequence[Column], target: str, wanted: dict[str, str]) -> dict[str, str]:
    """The kind of every column: the wanted one, else the guessed one.

    Raises:
        Problem: There is no such column or kind, or the target is to be left out.
    """
    names = [column.name for column in columns]
    for name, kind in wanted.items():
        if name not in names:
            raise Problem("table_no_column", got=name, known=", ".join(names))
        if kind not in KINDS:
            raise Problem("table_no_kind", got=kind, name=name)
    if target not in names:
        raise Problem("table_no_column", got=target, known=", ".join(names))
    kinds = {one.name: one.guess_as_target if one.name == target else one.guess[0] for one in columns} | wanted
    if kinds[target] == LEAVE:
        raise Problem("table_target_left", name=target)
    return kinds
