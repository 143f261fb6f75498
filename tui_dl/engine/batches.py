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

    def __init__(self, rows: Array, targets: Array, size: int) -> None:
        """`rows` (count, features + 1), the last column ones; `targets` (outputs, count)."""
        self.rows, self.targets, self.wanted = rows, targets, size
        self.large = rows.nbytes > LARGE
        self.spans = [slice(start, start + size) for start in range(0, len(rows), size)]
        self.shuffled = np.empty_like(rows[:size] if self.large else rows)
        self.shuffled_targets = np.empty_like(targets)
        self.batches = [self._batch(span) for span in self.spans]

    def deal(self, order: NDArray[np.intp]) -> Iterator[Batch]:
        """One epoch's batches, in the given order of the rows; each is good until the next is asked for."""
        np.take(self.targets, order, 1, self.shuffled_targets, "clip")
        if self.large:
            yield from self._gathered(order)
            return
        np.take(self.rows, order, 0, self.shuffled, "clip")
        if len(self.targets) == 1:
            yield from self.batches
            return
        for batch, span in zip(self.batches, self.spans, strict=True):
            np.copyto(batch.targets, self.shuffled_targets[:, span])
            yield batch

    def _gathered(self, order: NDArray[np.intp]) -> Iterator[Batch]:
        """Each batch by itself, into the same room."""
        for batch, span in zip(self.batches, self.spans, strict=True):
            np.take(self.rows, order[span], 0, batch.rows, "clip")
            if len(self.targets) > 1:
                np.copyto(batch.targets, self.shuffled_targets[:, span])
            yield batch

    def _batch(self, span: slice) -> Batch:
        """Views of the shuffled copy; targets of several outputs get room of their own, to lie close together."""
        targets = self.shuffled_targets[:, span]
        rows = self.shuffled[: targets.shape[1]] if self.large else self.shuffled[span]
        return Batch(rows, rows.T, targets if len(targets) == 1 else targets.copy())
