"""The network as a graph: units in columns, each weight a line to its unit, as wide as it is large."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Ink
from tui_dl.figures.heatmap import NUMBER_CELL, scale_of, written
from tui_dl.figures.palette import palette
from tui_dl.figures.strokes import DOWN, Strokes, draw_marked, draw_strokes, levels_of, stroke_ink
from tui_dl.session.places import UNIT
from tui_dl.views.network_maps import draw_maps
from tui_dl.views.weights import ends_of
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.session.places import Place
    from tui_dl.views.network_plan import Plan

    Array = NDArray[np.floating]


class Graph(NamedTuple):
    """A network on its sheet.

    Attributes:
        canvas: The sheet.
        network: What is drawn.
        plan: Where.
        cursor: What the cursor stands on, if any.
    """

    canvas: Canvas
    network: Network
    plan: Plan
    cursor: Place | None


def draw_graph(graph: Graph, data: Dataset, names: tuple[list[str], list[str]]) -> None:
    """Lines, then the units over them, then what is written.

    Args:
        graph: What is drawn, and where.
        data: What the network learns from.
        names: Of the inputs, and of the outputs where they have some.
    """
    canvas, plan = graph.canvas, graph.plan
    for number in range(len(graph.network.layers)):
        _draw_lines(graph, number)
    if plan.tall > 1:
        draw_maps(canvas, plan, graph.network, data)
    for number in range(len(plan.columns)):
        _draw_units(graph, number)
    _draw_names(graph, *names)
    _head(graph)


def _draw_lines(graph: Graph, number: int) -> None:
    """The weights of a layer, counted from 0, between its column and the one before."""
    canvas, plan = graph.canvas, graph.plan
    layer, box = graph.network.layers[number], plan.gaps[number]
    units, inputs = layer.weights.shape
    sources = np.array([plan.columns[number].middle(unit) for unit in range(inputs)])
    starts, ends = np.tile(sources - box.row, units) * DOWN, (_ports(plan, number, inputs).ravel() - box.row) * DOWN
    shares = np.nan_to_num(layer.weights.astype(float), posinf=0.0, neginf=0.0).ravel() / scale_of(layer.matrix)
    draw_strokes(canvas, box, Strokes(starts, ends, shares), crowded=plan.crowded)
    place = graph.cursor
    if place is None or place.layer != number + 1 or place.column < 1:
        return
    at = (place.unit - 1) * inputs + place.column - 1
    start, end = float(starts[at]), float(ends[at])
    draw_marked(canvas, box, start, end, Ink(palette(canvas.look).best))
    if not plan.numbers:
        row, column = box.row + round((start + end) / 2) // DOWN, box.column + (box.width - NUMBER_CELL) // 2
        _mark(canvas, row, column, float(layer.weights[place.unit - 1, place.column - 1]))


def _mark(canvas: Canvas, row: int, column: int, value: float) -> None:
    """The number under the cursor."""
    hues = palette(canvas.look)
    text = f"[{written(value).strip():>{NUMBER_CELL - 2}}]"[:NUMBER_CELL]
    canvas.put(row, column, text, Ink(hues.low, hues.best, bold=True))


def _ports(plan: Plan, number: int, inputs: int) -> Array:
    """(units, inputs): rows from the top of the canvas to where each line ends at its unit."""
    column = plan.columns[number + 1]
    tops = np.array(column.tops)[:, None]
    if plan.numbers:
        return tops + (column.tall - inputs - 1) // 2 + np.arange(inputs) + 0.4
    return tops + (np.arange(inputs) + 0.5) / inputs * column.tall - 0.1


def _draw_units(graph: Graph, number: int) -> None:
    """The units of a column, counted from 0 for the inputs, each with its bias and its number."""
    canvas, plan = graph.canvas, graph.plan
    faint = Ink(palette(canvas.look).faint)
    held = {unit for unit, _ in graph.network.held_in(number)}
    for unit in range(len(plan.columns[number].tops)):
        box = plan.unit(number, unit)
        if plan.tall == 1:
            canvas.put(box.row, box.column, "●" if number == 0 else "○", Ink(bold=True))
        if unit + 1 in held:
            middle = box.row + box.height // 2, box.column + box.width // 2
            canvas.dot(*middle, "×", palette(canvas.look).wrong, bold=True)
        if 0 < number < len(plan.columns) - 1:
            canvas.put(box.row, box.column + box.width, str(unit + 1), faint)
        if number:
            _draw_numbers(graph, number - 1, unit, box)


def _draw_numbers(graph: Graph, layer: int, unit: int, box: Box) -> None:
    """What leads to a unit: all its numbers where there is room, else its bias alone, as a mark."""
    canvas, plan, place = graph.canvas, graph.plan, graph.cursor
    here = place if place is not None and (place.layer, place.unit) == (layer + 1, unit + 1) else None
    if plan.numbers:
        _write_numbers(graph, layer, unit, here)
    else:
        matrix = graph.network.layers[layer].matrix
        share = float(matrix[unit, -1]) / scale_of(matrix)
        mark, ink = _bias_mark(share, canvas), _ink(share, canvas)
        bottom = box.row + box.height - 1
        if here is not None and here.column == 0:
            ink, mark = Ink(palette(canvas.look).low, palette(canvas.look).best, bold=True), mark.strip() or "0"
        canvas.put(bottom, box.column - 1, mark, ink)
    if here is not None and here.column == UNIT:
        canvas.put(box.row + box.height // 2, box.column - 1, "▶", Ink(palette(canvas.look).best, bold=True))


def _write_numbers(graph: Graph, layer: int, unit: int, here: Place | None) -> None:
    """Every weight of a unit at the end of its line, and the bias below."""
    canvas, plan, matrix = graph.canvas, graph.plan, graph.network.layers[layer].matrix
    column, row, scale = plan.columns[layer + 1], matrix[unit], scale_of(matrix)
    first, left = column.tops[unit] + (column.tall - len(row)) // 2, column.left - NUMBER_CELL - 1
    for number, value in enumerate(row.tolist()):
        chosen = here is not None and here.column == (number + 1) % len(row)
        if chosen:
            _mark(canvas, first + number, left, value)
        else:
            canvas.put(first + number, left, written(value), _ink(value / scale, canvas, least=2))
    if plan.tall == 1:
        faint = Ink(palette(canvas.look).faint)
        for number in range(len(row)):
            sign = "┐" if number == 0 else "┘" if number == len(row) - 1 else "│"
            canvas.put(first + number, column.left - 1, sign, faint)


def _ink(share: float, canvas: Canvas, least: int = 1) -> Ink:
    """The colour of a line of that size, as of level `least` at least; faint for what has no line."""
    level = int(levels_of(np.array([share]))[0])
    if not level:
        return Ink(palette(canvas.look).faint)
    return stroke_ink(max(level, least), negative=share < 0, look=canvas.look)


def _bias_mark(share: float, canvas: Canvas) -> str:
    """A unit's bias: a square in colour, without it its sign; nothing for next to nothing."""
    if not levels_of(np.array([share]))[0]:
        return " "
    return "▪" if canvas.look.colour else "-" if share < 0 else "+"


def _draw_names(graph: Graph, inputs: list[str], outputs: list[str]) -> None:
    """Of inputs, left; of outputs, right."""
    canvas, plan = graph.canvas, graph.plan
    for unit, name in enumerate(inputs):
        box = plan.unit(0, unit)
        canvas.put(box.row + box.height // 2, box.column - 1 - cell_len(name), name)
    for unit, name in enumerate(outputs):
        box = plan.unit(len(plan.columns) - 1, unit)
        canvas.put(box.row + box.height // 2, box.column + box.width + 1, name)


def _head(graph: Graph) -> None:
    """Over each column its units, over each gap what the widest line stands for."""
    canvas, network, columns = graph.canvas, graph.network, graph.plan.columns
    kinds = ["", *network.activations, say(canvas.look.language, "figure.output")]
    counts = [str(len(column.tops)) for column in columns]
    scales = [ends_of(layer.matrix, canvas.look) for layer in network.layers]
    whole = [f"{count} {kind}".strip() for count, kind in zip(counts, kinds, strict=True)]
    placed = _head_placed(graph, whole, scales) or _head_placed(graph, counts, scales)
    for column, text in placed or _head_placed(graph, counts, [""] * len(scales)):
        canvas.put(0, column, text, Ink(palette(canvas.look).faint))


def _head_placed(graph: Graph, texts: list[str], scales: list[str]) -> list[tuple[int, str]]:
    """(column, text) of headings and of scales between them; nothing where they would touch."""
    found: list[tuple[int, str]] = []
    end = -1
    for place, text, scale in zip(graph.plan.columns, texts, ["", *scales], strict=True):
        middle = place.left + graph.plan.wide // 2 - cell_len(text) // 2
        start = max(min(middle, graph.canvas.width - cell_len(text)), 0)
        between = end + (start - end - cell_len(scale)) // 2
        if min(between - end, start - between - cell_len(scale)) < 1 and (scale or start <= end):
            return []
        found += [(between, scale), (start, text)]
        end = start + cell_len(text)
    return found
