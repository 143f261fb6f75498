"""A plane of classes: which of them is answered where, in a few steps from hardly sure to sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.field import Scale, class_scale, paint
from tui_dl.figures.palette import mix, palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.figures.figure import Look

    Array = NDArray[np.floating]
    Levels = NDArray[np.intp]

SURE = 0.9  # the probability from which on a class has its full colour
EDGES = (0.5, 0.75, SURE)  # between the steps
TINTS = (0.3, 0.5, 0.72, 1.0)  # how much of its class's colour each step has
UNSURE = "╌"  # without colour, in every second cell that is no sure one


def paint_classes(canvas: Canvas, box: Box, said: Levels, chances: Array | None, classes: int) -> None:
    """Fill `box` with the class of each pixel, (pixel rows, pixel columns), paler where its probability is smaller.

    `chances` is of the same shape, and None where nothing is known of probabilities: then all colours are full.
    """
    look = canvas.look
    if chances is None:
        paint(canvas, box, said, class_scale(classes, look))
        return
    steps = np.searchsorted(EDGES, np.nan_to_num(chances), side="right")
    columns = said.shape[1] // max(box.width, 1)
    if look.colour and not look.ascii:
        paint(canvas, box, said * len(TINTS) + _alike(said, steps, columns), _sure_scale(classes, look))
        return
    paint(canvas, box, said, class_scale(classes, look))
    for row, column in np.argwhere(steps[::2, ::columns] < len(EDGES)).tolist():
        if (row + column) % 2:
            canvas.dot(box.row + row, box.column + column, UNSURE, palette(look).faint)


def _alike(said: Levels, steps: Levels, columns: int) -> Levels:
    """`steps`, in a cell of two classes the least of its pixels: it has two colours, and those are for the classes.

    A cell is two rows of pixels high and `columns` wide.
    """
    shape = (said.shape[0] // 2, 2, said.shape[1] // columns, columns)
    cells, inside = said.reshape(shape), steps.reshape(shape)
    mixed = cells.max(axis=(1, 3), keepdims=True) != cells.min(axis=(1, 3), keepdims=True)
    least = np.where(mixed, inside.min(axis=(1, 3), keepdims=True), inside)
    return least.reshape(said.shape).astype(np.intp)


def _sure_scale(classes: int, look: Look) -> Scale:
    """A level for each step of each class, the paler ones first."""
    ground, full = palette(look).neutral, class_scale(classes, look)
    colours = tuple(mix(ground, colour, tint) for colour in full.colours for tint in TINTS)
    return Scale(colours, "".join(shade * len(TINTS) for shade in full.shades))
