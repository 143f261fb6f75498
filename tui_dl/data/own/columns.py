"""What a column holds, seen once from top to bottom, and the kind that this makes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.data.own.values import shown
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


@dataclass(slots=True)
class Column:
    """What was seen of a column.

    Attributes:
        name: As it may be shown.
        rows: How many there are.
        missing: In how many of them nothing is known.
        numbers: In how many stands a number.
        whole: Whether all numbers are whole.
        counts: How often each known value stands there; emptied once there are too many.
        many: Whether there were too many to be counted.
        mistakes: (row, field) of the first known fields that are no number.
    """

    name: str
    rows: int = 0
    missing: int = 0
    numbers: int = 0
    whole: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    many: bool = False
    mistakes: list[tuple[int, str]] = field(default_factory=list)
    examples: tuple[str, ...] = ()

    def see(self, first: int, texts: Sequence[str], reader: Reader) -> None:
        """Take in the next rows; `first` is the row number of the first of them."""
        self.rows += len(texts)
        self._count(texts, reader)
        values = reader.numbers(texts)
        if values is not None:
            self.numbers += len(values)
            self.whole = self.whole and all(map(float.is_integer, values))
            return
        for row, text in enumerate(texts, start=first):
            value = reader.number(text)
            if value is not None:
                self.numbers += 1
                self.whole = self.whole and value.is_integer()
            elif reader.is_missing(text):
                self.missing += 1
            elif len(self.mistakes) < MOST_TOLD:
                self.mistakes.append((row, shown(text)))

    def _count(self, texts: Sequence[str], reader: Reader) -> None:
        if not self.many:
            self.counts.update(text.strip() for text in texts)
            for text in [one for one in self.counts if reader.is_missing(one)]:
                del self.counts[text]
            if len(self.examples) < EXAMPLES:
                self.examples = tuple(map(shown, list(self.counts)[:EXAMPLES]))
            if len(self.counts) > MOST_COUNTED:
                self.counts, self.many = Counter(), True

    @property
    def known(self) -> int:
        """Rows in which something is known."""
        return self.rows - self.missing

    @property
    def distinct(self) -> int | None:
        """How many different values; None: more than are counted."""
        return None if self.many else len(self.counts)

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
    for first, fields in file.chunks():
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
