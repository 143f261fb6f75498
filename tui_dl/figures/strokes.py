"""Lines finer than a cell: eight dots a cell; sign by colour or by dashes, size by width and brightness."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import mix, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.figures.figure import Look

    Array = NDArray[np.floating]
    Counts = NDArray[np.intp]

ACROSS, DOWN = 2, 4  # dots of a cell
BRAILLE = 0x2800
BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])  # of the dots of a cell, top row first
FROM = (0.12, 0.3, 0.55, 0.8)  # shares of the largest size from which a line is a level higher; below the first, none
LEVELS = len(FROM)
WIDE, NARROW = (1, 1, 2, 3), (1, 1, 1, 2)  # dots across a line, by level; narrow where lines are many
BRIGHT = (0.4, 0.7, 1.0, 1.0)  # of the sign's colour, by level
DASH, GAP = 5, 4  # dots of a line below zero where colour carries nothing, and between two of them


class Strokes(NamedTuple):
    """Lines from the left edge of a box to its right one.

    Attributes:
        starts: (lines,) dots below the upper edge at the left.
        ends: (lines,) the same at the right.
        shares: (lines,) sizes with their signs, as shares of the largest.
    """

    starts: Array
    ends: Array
    shares: Array


def levels_of(shares: Array) -> Counts:
    """0 for what is next to nothing, up to `LEVELS`."""
    sizes = np.abs(np.nan_to_num(shares, posinf=0.0, neginf=0.0))
    return np.searchsorted(np.array(FROM), sizes, side="right")


def stroke_ink(level: int, *, negative: bool, look: Look) -> Ink:
    """The colour of a line of a level (1 to `LEVELS`)."""
    hues = palette(look)
    return Ink(mix(hues.neutral, hues.negative if negative else hues.positive, BRIGHT[level - 1]))


def draw_strokes(canvas: Canvas, box: Box, strokes: Strokes, *, most: int, crowded: bool = False) -> None:
    """Draw the `most` largest into `box`, the largest on top: where lines meet, a cell is the largest one's.

    Where they are `crowded`, they are narrower; without colour, which then says no more which are faint, these are left
    out instead.
    """
    if min(box.width, box.height, len(strokes.shares)) < 1:
        return
    levels, plain = levels_of(strokes.shares), not canvas.look.colour
    widths = NARROW if crowded else WIDE
    order = np.argsort(np.abs(strokes.shares), kind="stable")[-most:]
    steep = np.abs(strokes.ends - strokes.starts) > box.width * ACROSS
    found = []
    for level, upright in product(range(2 if crowded and plain else 1, LEVELS + 1), (False, True)):
        chosen = order[(levels[order] == level) & (steep[order] == upright)]
        if len(chosen):
            some = Strokes(*(values[chosen] for values in strokes))
            ys, xs, negative = _dots(some, box, widths[level - 1], upright=upright, dashed=plain)
            found.append((ys, xs, 2 * level - 1 + negative))
    if found:
        ys, xs, kinds = (np.concatenate(values) for values in zip(*found, strict=True))
        inks = [stroke_ink(1 + kind // 2, negative=kind % 2 == 1, look=canvas.look) for kind in range(2 * LEVELS)]
        _put(canvas, box, (ys, xs, kinds), inks)


def draw_marked(canvas: Canvas, box: Box, start: float, end: float, ink: Ink) -> None:
    """One line over all others, as wide as the widest."""
    line = Strokes(np.array([start]), np.array([end]), np.ones(1))
    ys, xs, _ = _dots(line, box, WIDE[-1], upright=abs(end - start) > box.width * ACROSS, dashed=False)
    _put(canvas, box, (ys, xs, np.ones(len(ys), np.intp)), [ink])


def draw_trace(canvas: Canvas, box: Box, heights: Array, ink: Ink) -> None:
    """One thin line, unbroken where it is steep; `heights`: one a column of dots, 0 the lower edge, 1 the upper."""
    tall = box.height * DOWN
    rows = np.clip(np.rint((1.0 - heights) * (tall - 1)), 0, tall - 1).astype(np.intp)
    before = np.concatenate([rows[:1], (rows[1:] + rows[:-1]) // 2])
    every = np.arange(tall)[:, None]
    ys, xs = np.nonzero((every >= np.minimum(before, rows)) & (every <= np.maximum(before, rows)))
    _put(canvas, box, (ys, xs, np.ones(len(ys), np.intp)), [ink])


def _dots(strokes: Strokes, box: Box, width: int, *, upright: bool, dashed: bool) -> tuple[Counts, Counts, Counts]:
    """(row, column, 1 where it is below zero) of every dot, line by line."""
    wide, tall = box.width * ACROSS, box.height * DOWN
    rise = strokes.ends - strokes.starts
    count = int(max(wide, np.abs(rise).max())) + 1
    way, spread = np.linspace(0.0, 1.0, count), np.arange(width) - (width - 1) // 2
    across = np.rint(way * (wide - 1)).astype(np.intp)[None, :, None]
    down = np.rint(strokes.starts[:, None] + rise[:, None] * way).astype(np.intp)[:, :, None]
    ys, xs = np.broadcast_arrays(down if upright else down + spread, across + spread if upright else across)
    negative = np.broadcast_to((strokes.shares < 0)[:, None, None], ys.shape)
    drawn = (ys >= 0) & (ys < tall) & (xs >= 0) & (xs < wide)
    if dashed:
        drawn &= ~negative | (np.arange(count) % (DASH + GAP) < DASH)[None, :, None]
    return ys[drawn], xs[drawn], negative[drawn].astype(np.intp)


def _put(canvas: Canvas, box: Box, dots: tuple[Counts, Counts, Counts], inks: Sequence[Ink]) -> None:
    """Each cell's dots of the kind (from 1, as `inks`) that comes last there, in its colour."""
    ys, xs, kinds = dots
    owners = np.zeros((box.height, box.width), np.intp)
    owners[ys // DOWN, xs // ACROSS] = kinds
    own = owners[ys // DOWN, xs // ACROSS] == kinds
    grid = np.zeros((box.height, DOWN, box.width, ACROSS), bool)
    grid.reshape(box.height * DOWN, box.width * ACROSS)[ys[own], xs[own]] = True
    marks = np.einsum("hdwa,da->hw", grid, BITS)
    places = np.nonzero(marks)
    found = zip(*(values.tolist() for values in (*places, marks[places], owners[places])), strict=True)
    for row, column, mark, kind in found:
        canvas.cell(box.row + row, box.column + column, chr(BRAILLE + mark), inks[kind - 1])
