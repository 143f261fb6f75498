"""A field of values over a plane: four pixels a cell in colour, one shade a cell without; and points on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette, ramp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tui_dl.figures.figure import Look

    Array = NDArray[np.floating]
    Levels = NDArray[np.intp]

LEVELS = 8  # few, so that little changes on screen from one picture to the next
SHADES = " ░░░▓▓▓█"  # the step in the middle is where the answer turns
EVEN_SHADES = "  ░░▒▒▓█"
PATTERNS = " ░▒▓"
GLYPHS, OTHER_GLYPHS = "○●△□", "◇◆▽▼"  # of the training part, of the validation part
QUADRANTS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"  # by which of four pixels are in front: 8, 4 above, 2, 1 below
WRONG = "×"


class Scale(NamedTuple):
    """What each level of a field looks like: in colour, and as a character."""

    colours: tuple[str, ...]
    shades: str


def two_class_scale(look: Look) -> Scale:
    """Levels from 'surely class 0' to 'surely class 1'."""
    colours = palette(look)
    return Scale(ramp(colours.fills[0], colours.neutral, colours.fills[1], LEVELS), SHADES)


def value_scale(look: Look) -> Scale:
    """Levels from the least to the largest value."""
    colours = palette(look)
    middle = ramp(colours.low, colours.fills[0], colours.high, LEVELS)
    return Scale(middle, EVEN_SHADES)


def class_scale(classes: int, look: Look) -> Scale:
    """One level a class."""
    fills = palette(look).fills
    shades = PATTERNS if classes <= len(PATTERNS) else "".join(class_glyph(label, classes) for label in range(classes))
    return Scale(tuple(fills[label % len(fills)] for label in range(classes)), shades)


def levels_of(values: Array, low: float, high: float) -> Levels:
    """Which of the levels each value falls into; what is not finite falls into the lowest."""
    with np.errstate(all="ignore"):
        share = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / ((high - low) or 1.0)
    levels: Levels = np.clip(np.nan_to_num(share * LEVELS), 0, LEVELS - 1).astype(np.intp)
    return levels


def halves(box: Box) -> int:
    """Rows of pixels of a field in `box`."""
    return 2 * box.height


def paint(canvas: Canvas, box: Box, levels: Levels, scale: Scale) -> None:
    """Fill `box` with `levels` (two rows of pixels a row, top first; one or two columns of pixels a cell)."""
    columns = levels.shape[1] // max(box.width, 1)
    if not canvas.look.colour or canvas.look.ascii:
        for row, line in enumerate(levels[::2, ::columns].tolist()):
            for column, level in enumerate(line):
                canvas.cell(box.row + row, box.column + column, scale.shades[level], Ink(scale.colours[level]))
        return
    colours = scale.colours
    corners = [levels[top::2, left::columns] for top in (0, 1) for left in (0, columns - 1)]
    fronts = np.maximum.reduce(corners)
    grounds = np.minimum.reduce(corners)
    # Two colours a cell: a pixel between them takes the nearer one.
    nearer = [2 * corner > fronts + grounds for corner in corners]
    marks = sum(weight * near.astype(np.intp) for weight, near in zip((8, 4, 2, 1), nearer, strict=True))
    for row, line in enumerate(zip(marks.tolist(), fronts.tolist(), grounds.tolist(), strict=True)):
        for column, (mark, front, ground) in enumerate(zip(*line, strict=True)):
            canvas.cell(box.row + row, box.column + column, QUADRANTS[mark], _ink(colours[front], colours[ground]))


@lru_cache(maxsize=4096)
def _ink(front: str, ground: str) -> Ink:
    return Ink(front, ground)


def class_glyph(label: int, classes: int, *, other: bool = False) -> str:
    """A class's mark: a shape for up to four, else its digit, or a letter; `other`: of the validation part."""
    if classes <= len(GLYPHS):
        return (OTHER_GLYPHS if other else GLYPHS)[label % len(GLYPHS)]
    return str(label) if label < 10 else chr(ord("a") + (label - 10) % 26)


def class_colour(label: int, look: Look) -> str:
    """The colour of a class's points."""
    points = palette(look).points
    return points[label % len(points)]


def places(points: Array, bounds: Sequence[tuple[float, float]], box: Box) -> list[tuple[int, int]]:
    """(row, column) on the canvas of each of `points` (rows, 2); up is up."""
    (left, right), (low, high) = bounds
    with np.errstate(all="ignore"):
        across = (np.nan_to_num(points[:, 0]) - left) / ((right - left) or 1.0) * box.width
        down = (high - np.nan_to_num(points[:, 1])) / ((high - low) or 1.0) * box.height
    columns = np.clip(np.nan_to_num(across), 0, box.width - 1).astype(int) + box.column
    rows = np.clip(np.nan_to_num(down), 0, box.height - 1).astype(int) + box.row
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
