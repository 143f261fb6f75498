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


def held(inputs: Array, dtype: type[np.floating]) -> Array:
    """`inputs` as a trainer holds them: with ones, in memory; a memory map stays on its disk, as it is."""
    return inputs if is_mapped(inputs) else with_ones(inputs, dtype)


def is_mapped(rows: Array) -> bool:
    """Whether rows lie on a disk, one after the other, to be fetched a few at a time."""
    return isinstance(rows, np.memmap) and rows.flags.c_contiguous


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
    is gathered by itself, into the same room every time; of a memory map no more than that is ever in memory.
    """

    def __init__(self, rows: Array, targets: Array, size: int, *, together: bool = True) -> None:
        """`rows` (count, features + 1), the last column ones, or a memory map without it; `targets` (outputs, count).

        `together`: small data is shuffled in one go.
        """
        self.rows, self.targets, self.wanted = rows, targets, size
        self.mapped = is_mapped(rows)
        self.together = together and rows.nbytes <= LARGE and not self.mapped
        self.count = -(-len(rows) // size)  # batches in an epoch
        if self.together:
            self.shuffled, self.shuffled_targets = np.empty_like(rows), np.empty_like(targets)
            full = len(rows) // size * size
            self.targets_of: list[tuple[Array, Array]] = []  # of batches of one size: as they are shuffled, and close
            self.batches = [*self._batches(0, full, size), *self._batches(full, len(rows), max(1, len(rows) - full))]
        else:
            sizes = {min(size, len(rows)), len(rows) - (self.count - 1) * size}
            self.room = {count: self._room(count) for count in sizes}
            self.fetched = np.empty_like(rows, shape=(max(sizes), rows.shape[1]), subok=False)

    def deal(self, order: NDArray[np.intp]) -> Iterator[Batch]:
        """One epoch's batches, in the given order of the rows; each is good until the next is asked for."""
        if not self.together:
            return (self.gathered(order, number) for number in range(self.count))
        np.take(self.targets, order, 1, self.shuffled_targets, "clip")
        np.take(self.rows, order, 0, self.shuffled, "clip")
        if len(self.targets) > 1:
            for apart, close in self.targets_of:
                np.copyto(close, apart)
        return iter(self.batches)

    def gathered(self, order: NDArray[np.intp], number: int) -> Batch:
        """One batch of an epoch by itself, counted from 0; good until the next of its size. Not for small data."""
        chosen = order[number * self.wanted : (number + 1) * self.wanted]
        batch = self.room[len(chosen)]
        np.take(self.targets, chosen, 1, batch.targets, "clip")
        if self.mapped:
            fetched = np.take(self.rows, chosen, 0, self.fetched[: len(chosen)], "clip")
            np.copyto(batch.rows[:, :-1], fetched, "unsafe")
        else:
            np.take(self.rows, chosen, 0, batch.rows, "clip")
        return batch

    def _batches(self, start: int, stop: int, size: int) -> Iterator[Batch]:
        """Views of some rows of the shuffled copy; targets of several outputs get room of their own, to lie close."""
        apart = self.shuffled_targets[:, start:stop].reshape(len(self.targets), -1, size).swapaxes(0, 1)
        close = apart if len(self.targets) == 1 else apart.copy()
        self.targets_of.append((apart, close))
        rows = self.shuffled[start:stop].reshape(len(close), size, self.rows.shape[1])
        yield from (Batch(some, some.T, targets) for some, targets in zip(rows, close, strict=True))

    def _room(self, count: int) -> Batch:
        """Room for a batch of so many rows."""
        rows = np.ones((count, self.rows.shape[1] + self.mapped), self.targets.dtype)
        return Batch(rows, rows.T, np.empty((len(self.targets), count), self.targets.dtype))
