"""Batches for many networks at once: each has rows of its own, in an order of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.floating]


class StackedBatch(NamedTuple):
    """Some rows for each network.

    Attributes:
        rows: (networks, rows, features + 1), the last column ones.
        columns: The same, (networks, features + 1, rows).
        targets: (outputs, networks, rows).
        outputs: Room for what the networks answer, the same shape: losses are told at the epoch's end.
        said: The same room, (networks, outputs, rows).
    """

    rows: Array
    columns: Array
    targets: Array
    outputs: Array
    said: Array


class StackedBatches:
    """An epoch's batches, dealt anew by `deal`.

    Attributes:
        rows: (networks, count, features + 1), the last column ones.
        targets: (networks, count, outputs).
        batches: In the order in which they are met; only the last may be smaller.
    """

    def __init__(self, rows: Array, targets: Array, size: int) -> None:
        """Rows and targets are kept side by side, so that one call deals both."""
        whole = np.concatenate([rows, targets], axis=2)
        self._width, self._networks, self._count = rows.shape[2], *rows.shape[:2]
        self._flat = whole.reshape(-1, whole.shape[2])
        self._dealt = np.empty_like(whole)
        self._flat_dealt = self._dealt.reshape(self._flat.shape)
        self.rows, self.targets = whole[:, :, : self._width], whole[:, :, self._width :]
        self._offsets = self._count * np.arange(self._networks)[:, None]
        size = min(size, self._count)
        full = self._count // size * size
        self._parts = [self._part(0, full, size)]
        if full < self._count:
            self._parts.append(self._part(full, self._count, self._count - full))
        self.batches = [
            StackedBatch(rows, rows.swapaxes(1, 2), wanted, answers, answers.swapaxes(0, 1))
            for dealt, targets, outputs in self._parts
            for rows, wanted, answers in zip(dealt.swapaxes(0, 1), targets, outputs, strict=True)
        ]

    def _part(self, start: int, stop: int, size: int) -> tuple[Array, Array, Array]:
        """Batches of one size: rows (networks, batches, rows, columns), targets (batches, outputs, networks, rows)."""
        dealt = self._dealt[:, start:stop, : self._width].reshape(self._networks, -1, size, self._width)
        shape = (dealt.shape[1], self.targets.shape[2], self._networks, size)
        return dealt, np.empty(shape, self._dealt.dtype), np.empty(shape, self._dealt.dtype)

    def deal(self, order: NDArray[np.intp]) -> None:
        """Lay out an epoch; `order` (networks, count) says which row comes when."""
        np.take(self._flat, (order + self._offsets).reshape(-1), 0, self._flat_dealt, "clip")
        start = 0
        for dealt, targets, _ in self._parts:
            stop = start + dealt.shape[1] * dealt.shape[2]
            fresh = self._dealt[:, start:stop, self._width :].reshape(*dealt.shape[:3], -1)
            np.copyto(targets, fresh.transpose(1, 3, 0, 2))
            start = stop

    def answers(self) -> list[tuple[Array, Array]]:
        """Outputs and targets of the epoch that was met, (batches, outputs, networks, rows), by size of batch."""
        return [(outputs, targets) for _, targets, outputs in self._parts]
