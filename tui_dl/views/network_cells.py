"""The network where lines have no room: columns of units, between them a cell for every weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.heatmap import CELLS, NUMBER_CELL, draw_heatmap
from tui_dl.figures.palette import palette
from tui_dl.session.places import UNIT
from tui_dl.views.cursor import ROWS, mark_unit, mark_weight, write_foot
from tui_dl.views.frame import figure, write
from tui_dl.views.keys import Item, key_rows, keys_below
from tui_dl.views.weights import ends_of
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look
    from tui_dl.session.places import Place
    from tui_dl.views.scene import Scene

LEAST_HEIGHT = 4
SPACE = 5  # cells a layer takes beside its weights: a line to them, one from them, its units, a gap


class Drawing(NamedTuple):
    """A network on its sheet.

    Attributes:
        canvas: The sheet.
        network: What is drawn.
        cell: Characters across a weight.
        height: Rows above the foot.
        cursor: What the cursor stands on, if any.
    """

    canvas: Canvas
    network: Network
    cell: int
    height: int
    cursor: Place | None


def draw_cells(scene: Scene, network: Network, canvas: Canvas, names: list[str], told: tuple[str, str]) -> Figure:
    """Inputs, then for every layer its weights and its units; a row of weights ends at its unit.

    Args:
        scene: What is looked at.
        network: Its network.
        canvas: An empty sheet.
        names: Of the inputs.
        told: The figure's title, and its content in words, which stand for a picture where there is no room.
    """
    title, twin = told
    start = max(cell_len(name) for name in names) + 3
    room = canvas.width - start - SPACE * len(network.layers) + 1
    if room < 2 * len(network.layers) or canvas.height < LEAST_HEIGHT:
        write(canvas, twin)
        return figure(title, canvas, twin)
    widths, cell = _shared(network, room)
    keys = _keys(network, widths, cell, canvas.height, canvas.look)
    foot = ROWS if scene.cursor is not None else keys_below(canvas, *keys)
    drawing = Drawing(canvas, network, cell, canvas.height - foot, scene.cursor)
    _draw_inputs(drawing, names, start)
    column = start
    for number, width in enumerate(widths):
        _draw_layer(drawing, column, width, number)
        column += width + SPACE
    if scene.cursor is not None:
        write_foot(canvas, scene, network)
    return figure(title, canvas, twin)


def _shared(network: Network, room: int) -> tuple[list[int], int]:
    """Cells across for each layer's weights, and cells a weight, the most with which all fit."""
    columns = [layer.matrix.shape[1] for layer in network.layers]
    for cell in CELLS:
        if cell * sum(columns) <= room:
            return [cell * count for count in columns], cell
    fair = room // len(columns)
    spare = sum(max(fair - count, 0) for count in columns)
    wide = [count for count in columns if count > fair]
    return [count if count <= fair else fair + spare // len(wide) for count in columns], 1


def _rows(count: int, height: int) -> tuple[int, int]:
    """(first row, rows) of a column of `count` units, in the middle between heading and foot."""
    room = height - 1
    rows = min(count, room)
    return 1 + (room - rows) // 2, rows


def _draw_inputs(drawing: Drawing, names: list[str], start: int) -> None:
    canvas = drawing.canvas
    first, rows = _rows(len(names), drawing.height)
    faint = Ink(palette(canvas.look).faint)
    canvas.put(0, 0, str(len(names)), faint)
    for row in range(rows):
        name = names[row]
        canvas.put(first + row, start - 3 - cell_len(name), name)
        canvas.put(first + row, start - 2, ":" if rows < len(names) and row == rows - 1 else "●")


def _draw_layer(drawing: Drawing, column: int, width: int, number: int) -> None:
    canvas, network, place = drawing.canvas, drawing.network, drawing.cursor
    layer, faint = network.layers[number], Ink(palette(canvas.look).faint)
    units = len(layer.matrix)
    first, rows = _rows(units, drawing.height)
    last = number == len(network.layers) - 1
    kind = say(canvas.look.language, "figure.output") if last else network.activations[number]
    heading = f"{units} {kind}"
    if cell_len(heading) > width + SPACE - 1:
        heading = str(units)
    canvas.put(0, column + max(0, width + 3 - cell_len(heading)), heading, faint)
    if drawing.cell < NUMBER_CELL and first > 1:
        canvas.put(first - 1, column, ends_of(layer.matrix, canvas.look), faint)
    box = Box(first, column, width, rows)
    draw_heatmap(canvas, box, layer.matrix, drawing.cell)
    held = {(unit - 1) * rows // units for unit, _ in network.held_in(number + 1)}
    for row in range(rows):
        canvas.put(first + row, column + width, "─", faint)
        hidden = rows < units and row == rows - 1
        unit = ":" if hidden else "×" if row in held else "○"
        canvas.put(first + row, column + width + 1, unit, Ink(bold=True))
    if place is not None and place.layer == number + 1:
        if place.column == UNIT:
            mark_unit(canvas, first + (place.unit - 1) * rows // units, column + width)
        else:
            value = float(layer.matrix[place.unit - 1, place.column - 1])  # column 0, the bias, is the last
            mark_weight(canvas, box, layer.matrix.shape, place, (drawing.cell, 1), value)


def _keys(network: Network, widths: list[int], cell: int, height: int, look: Look) -> tuple[list[Item], list[Item]]:
    """How large the network is, and how its weights are read."""
    room = height - key_rows(height) - 1
    shapes = (layer.matrix.shape for layer in network.layers)
    whole = all(
        units <= room and columns * cell <= width for (units, columns), width in zip(shapes, widths, strict=True)
    )
    language, faint = look.language, palette(look).faint
    first = [(say(language, "figure.parameters", count=network.parameters.size), faint)]
    if cell < NUMBER_CELL:
        first.append((say(language, f"figure.network_signs{'' if look.colour else '_plain'}"), faint))
    return first, [(say(language, "figure.weights_read" if whole else "figure.network_thinned"), faint)]
