"""A column's different values, and in which rows they stand: a number a row, so that no text need be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.data.own.values import Reader

UNKNOWN = -1  # the place of a value that is missing
MOST_WRITTEN = 20_000  # ways of writing that are looked up; then it begins again


class Words:
    """The values of a column of few, as they come.

    Attributes:
        counts: How often each stands there, blanks around it removed, in the order in which they came.
    """

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}  # of each word, as it is counted
        self._written: dict[str, int] = {}  # the same, of each way of writing it
        self._rows: list[NDArray[np.int32]] = []

    def see(self, texts: Sequence[str], reader: Reader) -> None:
        """Take in the next rows."""
        if len(self._written) > MOST_WRITTEN:
            self._written.clear()
        for text in dict.fromkeys(texts):
            if text not in self._written:
                self._written[text] = UNKNOWN if reader.is_missing(text) else self._number_of(text.strip())
        numbers = np.fromiter(map(self._written.__getitem__, texts), np.int32, len(texts))
        self._rows.append(numbers)
        news = np.bincount(numbers[numbers != UNKNOWN], minlength=len(self._numbers))
        for word, new in zip(self._numbers, news.tolist(), strict=True):
            self.counts[word] = self.counts.get(word, 0) + new

    def _number_of(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def places_in(self, places: dict[str, int]) -> NDArray[np.int32]:
        """(rows,): for each row the place of its word."""
        places_of_words = np.array([*(places[word] for word in self._numbers), UNKNOWN], np.int32)
        return places_of_words[np.concatenate(self._rows)]  # the last is that of UNKNOWN, -1
