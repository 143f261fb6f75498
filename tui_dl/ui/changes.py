"""Which cells of a drawing have changed: only these go to the terminal, which may be at the end of a slow line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.segment import Segment
    from rich.style import Style

    Row = tuple[Segment, ...]
    Cell = tuple[str, Style | None]


def changed_regions(before: tuple[Row, ...], after: tuple[Row, ...], width: int) -> list[Region]:
    """In each row that differs, the stretch from its first changed cell to its last."""
    regions = []
    for y in range(max(len(before), len(after))):
        old = before[y] if y < len(before) else ()
        new = after[y] if y < len(after) else ()
        if old != new:
            start, end = _stretch(list(_cells(old)), list(_cells(new)), width)
            if start < end:
                regions.append(Region(start, y, end - start, 1))
    return regions


def _cells(row: Row) -> Iterator[Cell]:
    """Cell by cell; a wide character is in both of its cells."""
    for part in row:
        for char in part.text:
            for _ in range(cell_len(char)):
                yield char, part.style


def _stretch(old: list[Cell], new: list[Cell], width: int) -> tuple[int, int]:
    """(first changed cell, cell after the last), within `width`; what is missing is blank."""
    blank: Cell = (" ", None)
    old, new = ([*cells, *[blank] * (width - len(cells))][:width] for cells in (old, new))
    places = [place for place, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not places:
        return 0, 0
    start, end = places[0], places[-1] + 1
    while start and any(cells[start] == cells[start - 1] and cell_len(cells[start][0]) > 1 for cells in (old, new)):
        start -= 1  # never from the middle of a wide character
    while end < width and any(cells[end - 1] == cells[end] and cell_len(cells[end][0]) > 1 for cells in (old, new)):
        end += 1
    return start, end
