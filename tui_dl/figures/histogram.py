"""Two histograms on one axis: class 1 upwards, class 0 downwards, and lines where something turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import axes, column_of
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.field import class_colour
from tui_dl.figures.palette import palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.figures.plot import Limits

CELLS_A_BIN = 2
UP, DOWN = "█", "▒"


def draw_histograms(
    canvas: Canvas,
    box: Box,
    values: NDArray[np.floating],
    ones: NDArray[np.bool_],
    lines: list[tuple[float, str]],
    limits: Limits,
) -> int:
    """Draw `values` (rows,), those of `ones` upwards; `lines` are (place, glyph) from top to bottom.

    How many rows the tallest bar stands for is returned.
    """
    bottom = axes(canvas, box, limits, "", rising=False)
    half = max(bottom.height // 2, 1)
    bins = max(bottom.width // CELLS_A_BIN, 1)
    counts = [np.histogram(values[here], bins, limits[:2])[0] for here in (ones, ~ones)]
    most = max(int(count.max()) for count in counts) or 1
    for label, count in zip((1, 0), counts, strict=True):
        ink = Ink(class_colour(label, canvas.look))
        for number, tall in enumerate(np.ceil(count / most * half).astype(int).tolist()):
            for step in range(tall):
                row = bottom.row + (half - 1 - step if label else half + step)
                if row < bottom.row + bottom.height:
                    canvas.put(row, bottom.column + number * CELLS_A_BIN, (UP if label else DOWN) * CELLS_A_BIN, ink)
    for place, glyph in lines:
        at = column_of(place, limits, bottom)
        for row in range(bottom.height):
            canvas.put(bottom.row + row, at, glyph, Ink(palette(canvas.look).wrong, bold=True))
    return most
