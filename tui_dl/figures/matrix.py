"""A table of counts, true classes down, answers across: right ones and mistakes told apart by colour and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink, fitted
from tui_dl.figures.palette import mix, palette

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.intp]

NONE = "·"  # a count of 0
STRONGEST = 0.7  # how far a full cell's ground is from the neutral one
LEAST_LABEL, MOST_LABEL = 3, 16


class Names(NamedTuple):
    """What stands above the columns, and what before the rows: one a class."""

    said: list[str]
    true: list[str]


def draw_matrix(canvas: Canvas, box: Box, counts: Counts, names: Names, tall: int = 1) -> int:
    """Draw `counts` (classes, classes) from the upper left of `box`, cut to its room; gives the rows used.

    A count has `tall` rows.
    """
    classes, faint = len(counts), Ink(palette(canvas.look).faint)
    label = min(max(map(cell_len, names.true)), MOST_LABEL, max(box.width * 2 // 5, LEAST_LABEL))
    digits = max(len(str(int(counts.max()))), 1)
    widest = max(map(cell_len, names.said))
    wide = max(digits + 1, min(widest + 1, (box.width - label) // classes))
    for column, name in enumerate(names.said):
        start = box.column + label + column * wide
        if start + wide <= box.column + box.width:
            canvas.put(box.row, start, _right(fitted(name, min(cell_len(name), wide - 1)), wide), faint)
    for row, name in enumerate(names.true[: max(box.height - 1, 0) // tall]):
        top = box.row + 1 + row * tall
        canvas.put(top + tall // 2, box.column, fitted(name, label), faint)
        for column, count in enumerate(counts[row].tolist()):
            start = box.column + label + column * wide
            if start + wide <= box.column + box.width:
                share = count / max(int(counts[row].sum()), 1)
                _draw_cell(canvas, Box(top, start, wide, tall), count, share, right=row == column)
    return min(classes * tall + 1, box.height)


def _draw_cell(canvas: Canvas, box: Box, count: int, share: float, *, right: bool) -> None:
    hues = palette(canvas.look)
    ground = mix(hues.neutral, hues.train if right else hues.wrong, share * STRONGEST) if count else ""
    text, ink = str(count) if count else NONE, Ink("" if count else hues.faint, ground, bold=right)
    for row in range(box.height):
        canvas.put(box.row + row, box.column, _right(text if row == box.height // 2 else "", box.width), ink)


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text
