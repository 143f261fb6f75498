"""A layer's weights as a field of cells: sign by colour and by the character's kind, size by its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette, ramp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.figures.figure import Look

    Array = NDArray[np.floating]

POSITIVE, NEGATIVE = " .+*#", " .-=%"  # from nothing to the largest; the two tiniest steps look alike
STEPS = 13  # colours from the largest below zero to the largest above; odd, so that zero has its own
SIGNS_FROM = 4  # steps from zero where the sign is written too
NUMBER_CELL = 7  # characters across, where the numbers themselves are written
CELLS = (NUMBER_CELL, 4, 3, 2, 1)  # characters across a number, the more the better


def thinned(matrix: Array, width: int, height: int) -> Array:
    """`matrix` (rows, columns), all finite, or where it is larger than asked for the largest size of each block."""
    matrix = np.nan_to_num(matrix, posinf=0.0, neginf=0.0)
    for axis, most in ((1, max(width, 1)), (0, max(height, 1))):
        if matrix.shape[axis] > most:
            blocks = np.array_split(matrix, most, axis=axis)
            matrix = np.stack([_largest(block, axis) for block in blocks], axis=axis)
    return matrix


def _largest(block: Array, axis: int) -> Array:
    at = np.expand_dims(np.abs(block).argmax(axis=axis), axis)
    return np.take_along_axis(block, at, axis).squeeze(axis)


def heatmap(matrix: Array, width: int, height: int) -> list[str]:
    """One row of text a unit (at most `height`), one character an input and a last one for the bias.

    `matrix` is (units, inputs + 1); a weight that is not finite is left blank. A larger matrix
    is thinned to the number of largest size in each block. The scale is the layer's own: `#` and `%` are its largest
    size.
    """
    if width < 1 or height < 1 or matrix.size == 0:
        return []
    field = thinned(matrix, width, height)
    largest = scale_of(field)
    steps = np.ceil(np.abs(field) / largest * (len(POSITIVE) - 1) - 1e-9).astype(int)
    return [
        "".join((POSITIVE if value >= 0 else NEGATIVE)[step] for value, step in zip(row, line, strict=True))
        for row, line in zip(field, steps, strict=True)
    ]


def scale_of(matrix: Array) -> float:
    """The largest size of a finite number in `matrix`; 1 where all are zero."""
    return float(np.abs(np.nan_to_num(matrix, posinf=0.0, neginf=0.0)).max(initial=0.0)) or 1.0


def colours(look: Look) -> tuple[str, ...]:
    """From the largest size below zero to the largest above."""
    hues = palette(look)
    return ramp(hues.negative, hues.neutral, hues.positive, STEPS)


def steps_of(matrix: Array, scale: float) -> NDArray[np.intp]:
    """Which colour each number gets."""
    half = STEPS // 2
    steps: NDArray[np.intp] = np.clip(np.rint(np.nan_to_num(matrix / scale) * half), -half, half).astype(np.intp) + half
    return steps


def draw_heatmap(
    canvas: Canvas, box: Box, matrix: Array, cell: int = 1, scale: float | None = None, tall: int = 1
) -> None:
    """Draw `matrix` from the upper left corner of `box`, `cell` characters and `tall` rows a number, thinned to fit."""
    if box.width < cell or box.height < tall or matrix.size == 0:
        return
    field = thinned(matrix, box.width // cell, box.height // tall)
    if not canvas.look.colour and cell < NUMBER_CELL:
        for row, text in enumerate(heatmap(field, *reversed(field.shape))):
            for line in range(tall):
                canvas.put(box.row + row * tall + line, box.column, "".join(char * cell for char in text))
        return
    hues = colours(canvas.look)
    for row, line in enumerate(steps_of(field, scale or scale_of(field))):
        for column, step in enumerate(line):
            far = step - STEPS // 2
            ink = Ink(palette(canvas.look).low if abs(far) >= SIGNS_FROM else "", hues[step])
            text = f"{written(float(field[row, column]))} " if cell == NUMBER_CELL else _sign(far)
            _fill(canvas, Box(box.row + row * tall, box.column + column * cell, cell, tall), text, ink)


def _fill(canvas: Canvas, box: Box, text: str, ink: Ink) -> None:
    """A number's cell, with `text` in its middle."""
    for row in range(box.height):
        canvas.put(box.row + row, box.column, (text if row == box.height // 2 else "").center(box.width), ink)


def _sign(far: int) -> str:
    return " " if abs(far) < SIGNS_FROM else "+" if far > 0 else "-"


def written(value: float) -> str:
    """A weight in six characters and a blank before it."""
    decimals = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    text = f"{value:+.{decimals}f}"
    return f"{text if len(text) < NUMBER_CELL else f'{value:+.0e}':>6}"


def draw_picture(canvas: Canvas, box: Box, matrix: Array, scale: float | None = None) -> None:
    """A small picture: two rows of `matrix` in each row of `box`, one column a cell; without colour a row a row."""
    if not canvas.look.colour or canvas.look.ascii:
        draw_heatmap(canvas, box, matrix, 1, scale)
        return
    hues = colours(canvas.look)
    steps = steps_of(matrix, scale or scale_of(matrix))
    if len(steps) % 2:
        steps = np.vstack([steps, np.full((1, steps.shape[1]), STEPS // 2)])
    for row in range(min(len(steps) // 2, box.height)):
        for column, (top, bottom) in enumerate(zip(steps[2 * row], steps[2 * row + 1], strict=True)):
            if column < box.width:
                canvas.put(box.row + row, box.column + column, "▀", Ink(hues[top], hues[bottom]))
