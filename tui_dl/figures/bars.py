"""How often each value occurs, as upright bars over an axis, with marks below it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_dl.figures.axes import ticks
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL, HALF = "█", "▄"
ROWS_BELOW = 2  # marks, numbers
LEAST = ROWS_BELOW + 1
CELLS_A_NUMBER = 9


class Range(NamedTuple):
    """From where to where the bars go: `bins` of equal width."""

    low: float
    high: float
    bins: int


class Mark(NamedTuple):
    """A place on the axis that is pointed at."""

    value: float
    glyph: str
    colour: str


def range_of(values: Sequence[float], width: int, unit: float) -> Range:
    """Bins of a whole number of `unit`s (the least step between two values), with a blank one at both ends.

    `unit` 0: any width. `values` are finite, at least one.
    """
    low, high = min(values), max(values)
    most = max(width // 2, 1)
    if unit <= 0:
        unit = (high - low) / most or 1.0
    size = unit * max(1, math.ceil((high - low + unit) / unit / max(most - 2, 1) - 1e-9))
    bins = min(int(round((high - low) / unit) * unit / size + 1 + 1e-9) + 2, most)
    start = low - unit / 2 - size
    return Range(start, start + bins * size, bins)


def draw_bars(canvas: Canvas, box: Box, values: Sequence[float], span: Range, colour: str) -> int:
    """Bars of how many `values` lie in each bin; the tallest fills what the axis and its marks leave of `box`.

    How many values the tallest stands for is returned.
    """
    counts = np.histogram(values, span.bins, (span.low, span.high))[0]
    room, wide = box.height - ROWS_BELOW, _wide(box, span)
    tallest = max(int(counts.max()), 1)
    for number, count in enumerate(counts.tolist()):
        halves = max(round(count / tallest * room * 2), 1) if count else 0
        for row in range(math.ceil(halves / 2)):
            glyph = HALF if row * 2 + 1 == halves else FULL
            gap = 1 if wide > 2 else 0
            canvas.put(box.row + room - 1 - row, box.column + number * wide, glyph * (wide - gap), Ink(colour))
    return tallest


def draw_axis(canvas: Canvas, box: Box, span: Range, marks: Sequence[Mark]) -> None:
    """A line with marks, each at its place, and round numbers below it."""
    faint, row = Ink(palette(canvas.look).faint), box.row + box.height - ROWS_BELOW
    width, taken = _wide(box, span) * span.bins, 0

    def column_of(value: float) -> int:
        share = (value - span.low) / (span.high - span.low)
        return min(max(int(share * width), 0), width - 1)

    canvas.put(row, box.column, "─" * width, faint)
    for place, text in ticks(span.low, span.high, width // CELLS_A_NUMBER + 1):
        start = max(column_of(place) - len(text) // 2, 0)
        if taken <= start and start + len(text) <= box.width:
            canvas.put(row, box.column + column_of(place), "┬", faint)
            canvas.put(row + 1, box.column + start, text, faint)
            taken = start + len(text) + 1
    for value, glyph, colour in marks:
        canvas.dot(row, box.column + column_of(value), glyph, colour, bold=True)


def _wide(box: Box, span: Range) -> int:
    return max(box.width // span.bins, 1)
