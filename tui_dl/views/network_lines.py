"""The network as a graph: units in columns, each weight a line to its unit, as wide as it is large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Ink
from tui_dl.figures.heatmap import CELLS, NUMBER_CELL, draw_heatmap
from tui_dl.figures.palette import palette
from tui_dl.figures.strokes import DOWN, Strokes, draw_marked, draw_strokes
from tui_dl.session.places import UNIT
from tui_dl.views.cursor import mark_number, mark_weight
from tui_dl.views.network_maps import draw_maps
from tui_dl.views.network_numbers import draw_numbers, shares_of
from tui_dl.views.weights import ends_of
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.views.network_plan import Graph, Plan

    Array = NDArray[np.floating]


def draw_graph(graph: Graph, data: Dataset, names: tuple[list[str], list[str]]) -> None:
    """Lines, then the units over them, then what is written.

    Args:
        graph: What is drawn, and where.
        data: What the network learns from.
        names: Of the inputs, and of the outputs where they have some.
    """
    canvas, plan = graph.canvas, graph.plan
    for number, layer in enumerate(graph.network.layers):
        if number == 0 and plan.cells:
            _draw_cells(graph, layer.matrix)
        else:
            _draw_lines(graph, number)
    if plan.tall > 1:
        draw_maps(canvas, plan, graph.network, data)
    for number in range(len(plan.columns)):
        _draw_units(graph, number)
        if number > 0:
            draw_numbers(graph, number - 1)
    _draw_names(graph, *names)
    _head(graph)


def _draw_cells(graph: Graph, matrix: Array) -> None:
    """The first layer's weights as cells, each row with a short line to its unit."""
    canvas, box, place = graph.canvas, graph.plan.gaps[0], graph.cursor
    cell = CELLS[1] if box.width == CELLS[1] * matrix.shape[1] else 1
    draw_heatmap(canvas, box, matrix, cell)
    for row in range(box.height):
        canvas.put(box.row + row, box.column + box.width, "─", Ink(palette(canvas.look).faint))
    if place is not None and place.layer == 1 and place.column != UNIT:
        value = float(matrix[place.unit - 1, place.column - 1])  # column 0, the bias, is the last
        mark_weight(canvas, box, matrix.shape, place, (cell, 1), value)


def _draw_lines(graph: Graph, number: int) -> None:
    """The weights of a layer, counted from 0, between its column and the one before."""
    canvas, plan = graph.canvas, graph.plan
    layer, box = graph.network.layers[number], plan.gaps[number]
    units, inputs = layer.weights.shape
    sources = np.array([plan.columns[number].middle(unit) for unit in range(inputs)])
    starts, ends = np.tile(sources - box.row, units) * DOWN, (_ports(plan, number, inputs).ravel() - box.row) * DOWN
    strokes = Strokes(starts, ends, shares_of(layer.matrix)[:, :-1].ravel())
    draw_strokes(canvas, box, strokes, most=plan.most(canvas.look), crowded=plan.crowded)
    place = graph.cursor
    if place is None or place.layer != number + 1 or place.column < 1:
        return
    at = (place.unit - 1) * inputs + place.column - 1
    start, end = float(starts[at]), float(ends[at])
    draw_marked(canvas, box, start, end, Ink(palette(canvas.look).best))
    if not plan.numbers:
        row, column = box.row + round((start + end) / 2) // DOWN, box.column + (box.width - NUMBER_CELL) // 2
        mark_number(canvas, row, column, float(layer.weights[place.unit - 1, place.column - 1]))


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


def _draw_names(graph: Graph, inputs: list[str], outputs: list[str]) -> None:
    """Of inputs, left; of outputs, right."""
    canvas, plan = graph.canvas, graph.plan
    for unit, name in enumerate([] if plan.cells else inputs):
        box = plan.unit(0, unit)
        canvas.put(box.row + box.height // 2, box.column - 1 - cell_len(name), name)
    for unit, name in enumerate(outputs):
        box = plan.unit(len(plan.columns) - 1, unit)
        canvas.put(box.row + box.height // 2, box.column + box.width + 1, name)


def _head(graph: Graph) -> None:
    """Over each column its units, over each gap what the widest line stands for."""
    canvas, network = graph.canvas, graph.network
    kinds = ["", *network.activations, say(canvas.look.language, "figure.output")]
    counts = [str(size) for size in network.sizes]
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
