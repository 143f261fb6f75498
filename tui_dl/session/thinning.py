"""Which epochs of a long run are remembered: so many, evenly, with its ends and the best that it has been."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_dl.session.records import EpochRecord, Scores

MOST_EPOCHS = 20_000  # of a run that goes on; beyond that about half of them are let go of
FEW = 24  # epochs that any run may keep
LESS_IS_BETTER = ("loss", "mse", "calibration")


def thin(records: Sequence[EpochRecord], most: int) -> tuple[EpochRecord, ...]:
    """So many of the records, evenly, if there are twice as many; the ends and the best stay as well."""
    if len(records) <= max(2 * most, FEW):
        return tuple(records)
    gap = 1
    while gap < records[-1].epoch and sum(record.epoch % gap == 0 for record in records) > most:
        gap *= 2
    special = {0, len(records) - 1, *_best(records)}
    return tuple(one for at, one in enumerate(records) if one.epoch % gap == 0 or at in special)


def _best(records: Sequence[EpochRecord]) -> Iterator[int]:
    """Where each score of each part was best, the beginning apart: what a lesson's `best.` names speak of."""
    for part in ("train", "validation"):
        scores: list[Scores] = [getattr(record, part) for record in records]
        for name, last in msgspec.structs.asdict(scores[-1]).items():
            if last is None:
                continue
            sign = 1.0 if name in LESS_IS_BETTER else -1.0
            values = [(getattr(one, name), at) for at, one in enumerate(scores) if at]
            yield min(((sign * value, at) for value, at in values if value is not None), default=(0.0, 0))[1]
