"""What stands before a drawn network's units: their numbers where there is room, else their biases as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.canvas import Ink
from tui_dl.figures.heatmap import NUMBER_CELL, scale_of, written
from tui_dl.figures.palette import palette
from tui_dl.figures.strokes import levels_of, stroke_ink
from tui_dl.session.places import UNIT
from tui_dl.views.cursor import mark_number, mark_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.figures.canvas import Canvas
    from tui_dl.figures.figure import Look
    from tui_dl.views.network_plan import Column, Graph

    Array = NDArray[np.floating]


def shares_of(matrix: Array) -> Array:
    """A layer's numbers as shares of its largest; 0 for what is not finite."""
    finite: Array = np.nan_to_num(matrix.astype(float), posinf=0.0, neginf=0.0)
    return finite / scale_of(matrix)


def draw_numbers(graph: Graph, layer: int) -> None:
    """What leads to the units of a layer, counted from 0, and the mark of a unit that the cursor stands on."""
    canvas, plan, place = graph.canvas, graph.plan, graph.cursor
    matrix, column = graph.network.layers[layer].matrix, plan.columns[layer + 1]
    inks = _inks(shares_of(matrix), canvas.look, least=2 if plan.numbers else 1)
    chosen = place if place is not None and place.layer == layer + 1 else None
    if layer or not plan.cells:
        for unit, (row, ink) in enumerate(zip(matrix.tolist(), inks, strict=True)):
            here = chosen.column if chosen is not None and chosen.unit == unit + 1 else UNIT
            if plan.numbers:
                _write(canvas, column, column.tops[unit], list(zip(row, ink, strict=True)), here)
            else:
                box = plan.unit(layer + 1, unit)
                _draw_bias(canvas, (box.row + box.height - 1, box.column - 1), row[-1], ink[-1], chosen=here == 0)
    if plan.numbers and plan.tall == 1:
        _draw_brackets(canvas, column, matrix.shape)
    if chosen is not None and chosen.column == UNIT:
        box = plan.unit(layer + 1, chosen.unit - 1)
        mark_unit(canvas, box.row + box.height // 2, box.column - 1)


def _write(canvas: Canvas, column: Column, top: int, numbers: list[tuple[float, Ink]], here: int) -> None:
    """Every weight of a unit at the end of its line, and the bias below."""
    first, left = top + (column.tall - len(numbers)) // 2, column.left - NUMBER_CELL - 1
    for number, (value, ink) in enumerate(numbers):
        if here == (number + 1) % len(numbers):  # 0 is the bias, the last
            mark_number(canvas, first + number, left, value)
        else:
            canvas.put(first + number, left, written(value), ink)


def _draw_brackets(canvas: Canvas, column: Column, shape: tuple[int, int]) -> None:
    """What belongs to one unit, where no map stands beside it."""
    units, count = shape
    for unit in range(units):
        first = column.tops[unit] + (column.tall - count) // 2
        for row, sign in enumerate(f"┐{'│' * (count - 2)}┘"):
            canvas.put(first + row, column.left - 1, sign, Ink(palette(canvas.look).faint))


def _draw_bias(canvas: Canvas, at: tuple[int, int], value: float, ink: Ink, *, chosen: bool) -> None:
    """A unit's bias: a square in colour, without it its sign; nothing for next to nothing."""
    hues = palette(canvas.look)
    faint = ink.fg == hues.faint
    mark = " " if faint else "▪" if canvas.look.colour else "-" if value < 0 else "+"
    if chosen:
        ink, mark = Ink(hues.low, hues.best, bold=True), "0" if faint else mark
    canvas.put(*at, mark, ink)


def _inks(shares: Array, look: Look, least: int) -> list[list[Ink]]:
    """The colours of lines of these sizes, as of level `least` at least; faint for what has no line."""
    faint = Ink(palette(look).faint)
    levels = levels_of(shares)
    return [
        [
            stroke_ink(max(level, least), negative=share < 0, look=look) if level else faint
            for level, share in zip(*line, strict=True)
        ]
        for line in zip(levels.tolist(), shares.tolist(), strict=True)
    ]
