"""A table in cells: columns as wide as their widest entry, the last ones left out where there is no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        heading: What stands above it.
        entries: One a row.
        left: Whether entries begin at the left, as words do; numbers end at the right.
        keep: Columns with the lowest number are left out first.
    """

    heading: str
    entries: tuple[str, ...]
    left: bool = False
    keep: int = 0

    @property
    def width(self) -> int:
        """Cells of the widest entry."""
        return max(map(cell_len, (self.heading, *self.entries)), default=0)


def that_fit(columns: Sequence[Column], width: int, gap: int = GAP) -> list[Column]:
    """The columns that have room in `width` cells, the least important left out first; at least one."""
    chosen = list(columns)
    while len(chosen) > 1 and sum(column.width + gap for column in chosen) - gap > width:
        chosen.remove(min(chosen, key=lambda column: column.keep))
    return chosen


def lines(columns: Sequence[Column], gap: int = GAP) -> list[str]:
    """The heading, then a line a row, all of one width."""
    parts = [[column.heading, *column.entries] for column in columns]
    return [
        (" " * gap).join(_padded(text, column) for text, column in zip(row, columns, strict=True))
        for row in zip(*parts, strict=True)
    ]


def _padded(text: str, column: Column) -> str:
    blank = " " * (column.width - cell_len(text))
    return text + blank if column.left else blank + text
