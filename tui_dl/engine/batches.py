"""Batches: the training data in a fresh order every epoch, a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.floating]

LARGE = 2_000_000  # bytes: beyond it the shuffled copy would not stay in the processor's cache


def with_ones(inputs: Array, dtype: type[np.floating]) -> Array:
    """`inputs` (rows, features) with a last column of ones; the only copy of the data that is made."""
    rows = np.empty((len(inputs), inputs.shape[1] + 1), dtype)
    rows[:, :-1] = inputs
    rows[:, -1] = 1.0
    return rows


class Batch(NamedTuple):
    """Some rows of the data.

    Attributes:
        rows: (rows, features + 1), the last column ones: it carries the biases.
        columns: The same, (features + 1, rows).
        targets: (outputs, rows).
    """

    rows: Array
    columns: Array
    targets: Array


class Batches:
    """The data, dealt out in batches of one size; the last of an epoch holds what is left over.

    Small data is shuffled in one go, into a copy whose batches are views made once. Of large data each batch
    is gathered by itself, into the same room every time.
    """

    def __init__(self, rows: Array, targets: Array, size: int, *, together: bool = True) -> None:
        """`rows` (count, features + 1), the last column ones; `targets` (outputs, count).

        `together`: small data is shuffled in one go.
        """
        self.rows, self.targets, self.wanted = rows, targets, size
        self.together = together and rows.nbytes <= LARGE
        self.spans = [slice(start, start + size) for start in range(0, len(rows), size)]
        if self.together:
            self.shuffled, self.shuffled_targets = np.empty_like(rows), np.empty_like(targets)
            self.batches = [self._batch(span) for span in self.spans]
        else:
            sizes = {len(rows[span]) for span in (self.spans[0], self.spans[-1])}
            self.room = {count: self._room(count) for count in sizes}

    def deal(self, order: NDArray[np.intp]) -> Iterator[Batch]:
        """One epoch's batches, in the given order of the rows; each is good until the next is asked for."""
        if not self.together:
            yield from (self.gathered(order, number) for number in range(len(self.spans)))
            return
        np.take(self.targets, order, 1, self.shuffled_targets, "clip")
        np.take(self.rows, order, 0, self.shuffled, "clip")
        if len(self.targets) == 1:
            yield from self.batches
            return
        for batch, span in zip(self.batches, self.spans, strict=True):
            np.copyto(batch.targets, self.shuffled_targets[:, span])
            yield batch

    def gathered(self, order: NDArray[np.intp], number: int) -> Batch:
        """One batch of an epoch by itself, counted from 0; good until the next of its size. Not for small data."""
        chosen = order[self.spans[number]]
        batch = self.room[len(chosen)]
        np.take(self.rows, chosen, 0, batch.rows, "clip")
        np.take(self.targets, chosen, 1, batch.targets, "clip")
        return batch

    def _batch(self, span: slice) -> Batch:
        """Views of the shuffled copy; targets of several outputs get room of their own, to lie close together."""
        rows, targets = self.shuffled[span], self.shuffled_targets[:, span]
        return Batch(rows, rows.T, targets if len(targets) == 1 else targets.copy())

    def _room(self, count: int) -> Batch:
        """Room for a batch of so many rows."""
        rows = np.empty((count, self.rows.shape[1]), self.rows.dtype)
        return Batch(rows, rows.T, np.empty((len(self.targets), count), self.targets.dtype))
