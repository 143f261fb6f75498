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


MOVE = 2  # unchanged cells that take no more bytes than a jump over them


def changed_regions(before: tuple[Row, ...], after: tuple[Row, ...], width: int) -> list[Region]:
    """In each row that differs, the stretches of cells that have changed."""
    regions = []
    for y in range(max(len(before), len(after))):
        old = before[y] if y < len(before) else ()
        new = after[y] if y < len(after) else ()
        if old != new:
            regions += [Region(start, y, end - start, 1) for start, end in _stretches(old, new, width)]
    return regions


def _cells(row: Row) -> Iterator[Cell]:
    """Cell by cell; a wide character is in both of its cells."""
    for part in row:
        for char in part.text:
            for _ in range(cell_len(char)):
                yield char, part.style


def _stretches(old: Row, new: Row, width: int) -> list[tuple[int, int]]:
    """(first changed cell, cell after the last) of each stretch, within `width`; what is missing is blank."""
    blank: Cell = (" ", None)
    pair = [[*_cells(row), *[blank] * width][:width] for row in (old, new)]
    found: list[tuple[int, int]] = []
    for place in (place for place in range(width) if pair[0][place] != pair[1][place]):
        start, end = _whole(pair, place, width)
        if found and start <= found[-1][1] + MOVE:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _whole(pair: list[list[Cell]], place: int, width: int) -> tuple[int, int]:
    """A cell with the rest of the wide character that it belongs to, in either row."""
    start, end = place, place + 1
    while start and any(cells[start] == cells[start - 1] and cell_len(cells[start][0]) > 1 for cells in pair):
        start -= 1
    while end < width and any(cells[end - 1] == cells[end] and cell_len(cells[end][0]) > 1 for cells in pair):
        end += 1
    return start, end
