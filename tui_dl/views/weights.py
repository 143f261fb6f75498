"""The weights of every layer as fields of colour; the first layer of pictures as pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink, fitted
from tui_dl.figures.figure import Figure, Size
from tui_dl.figures.heatmap import NUMBER_CELL, draw_heatmap, draw_picture, scale_of
from tui_dl.figures.palette import palette
from tui_dl.session.inspection import network_of
from tui_dl.views.cursor import ROWS, mark_weight, readout, write_foot
from tui_dl.views.frame import no_network
from tui_dl.words import say
from tui_dl.words.columns import column_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Layer, Network
    from tui_dl.figures.figure import Look
    from tui_dl.views.scene import Scene

GAP = 2
LEAST_ABOVE_FOOT = 3  # rows
SIZES = (  # characters across a number, and its rows: the numbers themselves first, then the larger the better
    *((NUMBER_CELL, rows) for rows in (3, 2, 1)),
    *((6, 3), (4, 2), (4, 1), (3, 1), (2, 1), (1, 1)),
)
MOST_TIMES = 4  # as large as it is: a picture
LEAST_PICTURES = 4  # of a layer's units that must fit, for pictures to be worth it


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One layer with its title.

    Attributes:
        number: Of the layer, from 1.
        matrix: (units, inputs + 1).
        box: Where it stands, title included.
        cell: Characters across a number; 0: pictures.
        tall: Rows of a number; of pictures, how many times as large they are.
    """

    number: int
    matrix: NDArray[np.floating]
    box: Box
    cell: int
    tall: int = 1


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """All layers' weights, or those from the picked one on that fit."""
    title = say(look.language, "figure.weights_title" if look.colour else "figure.weights_title_plain")
    network = network_of(scene.state)
    if network is None:
        return no_network(scene, title, size, look)
    if scene.cursor is not None and size.height > LEAST_ABOVE_FOOT + ROWS:
        foot = Canvas(Size(size.width, ROWS), look)
        write_foot(foot, scene, network)
        above = _drawn(replace(scene, pick=scene.cursor.layer - 1), network, size.height - ROWS, size.width, look)
        rows = (*above.rows(), *foot.rows())
    else:
        rows = _drawn(scene, network, size.height, size.width, look).rows()
    layers = list(enumerate(network.layers, start=1))
    return Figure(title, rows, " ".join([_twin(layers, look.language), *readout(scene, network, look.language)]))


def _drawn(scene: Scene, network: Network, height: int, width: int, look: Look) -> Canvas:
    canvas = Canvas(Size(width, height), look)
    layers = list(enumerate(network.layers, start=1))
    first = scene.pick % len(layers)
    chosen = [*layers[first:], *layers[:first]]
    shape = scene.state.dataset.image_shape if chosen[0][0] == 1 else None
    panels = _with_pictures(layers, canvas, shape) if shape and scene.cursor is None else None
    panels = panels or _all_placed(layers, canvas)
    if not panels:
        if shape is not None and (picture := _pictures(canvas, chosen[0][1], shape)) is not None:
            panels = [picture]
        else:
            panels = _placed(chosen, canvas, (1, 1), range(canvas.height - 1)) or [_cut(chosen[0], canvas)]
    for panel in panels:
        _draw_panel(canvas, panel, scene)
    _note(canvas, panels, len(layers) - len(panels), _left_out(canvas, panels[0], scene.state.dataset.image_shape))
    return canvas


def _all_placed(layers: list[tuple[int, Layer]], canvas: Canvas, top: int = 0) -> list[Panel]:
    """All of them from row `top` on, in cells as large as there is room for; none where one does not fit whole.

    Cells between numbers and the narrowest leave a row that says how a field is read.
    """
    found = (_placed(layers, canvas, cell, range(top, canvas.height - (2 < cell[0] < NUMBER_CELL))) for cell in SIZES)
    return next((panels for panels in found if len(panels) == len(layers)), [])


def _with_pictures(layers: list[tuple[int, Layer]], canvas: Canvas, shape: tuple[int, int]) -> list[Panel]:
    """The first layer as pictures, as large as leaves room for all others below; none where there is no room."""
    matrix = layers[0][1].matrix
    for times in range(MOST_TIMES, 0, -1):
        columns = max(_grid(canvas, shape, times)[1], 1)
        height = 1 - (-len(matrix) // columns) * (_picture_rows(canvas, shape[0] * times) + 1)
        rest = _all_placed(layers[1:], canvas, height + 1)
        if len(rest) == len(layers) - 1 and height < canvas.height:
            return [Panel(1, matrix, Box(0, 0, canvas.width, height), 0, times), *rest]
    return []


def _placed(layers: list[tuple[int, Layer]], canvas: Canvas, cell: tuple[int, int], rows: range) -> list[Panel]:
    """Panels side by side, then below each other in these rows, until the next does not fit whole."""
    panels: list[Panel] = []
    (wide, tall), row, column, tallest = cell, rows.start, 0, 0
    for number, layer in layers:
        units, columns = layer.matrix.shape
        width = max(columns * wide, cell_len(_panel_title(number, layer.matrix, canvas)))
        height = units * tall + (2 if wide == NUMBER_CELL else 1)  # with numbers, a line of what they weigh
        if column and column + width > canvas.width:
            row, column, tallest = row + tallest + 1, 0, 0
        if column + width > canvas.width or row + height > rows.stop:
            break
        panels.append(Panel(number, layer.matrix, Box(row, column, width, height), wide, tall))
        column, tallest = column + width + GAP, max(tallest, height)
    return panels


def _cut(layer: tuple[int, Layer], canvas: Canvas) -> Panel:
    """One layer over the whole canvas, thinned to what fits."""
    number, matrix = layer[0], layer[1].matrix
    return Panel(number, matrix, Box(0, 0, canvas.width, max(canvas.height - 1, 1)), 1)


def _pictures(canvas: Canvas, layer: Layer, shape: tuple[int, int]) -> Panel | None:
    """The first layer's units as pictures of their inputs, if enough fit."""
    room = {times: prod(_grid(canvas, shape, times)) for times in range(MOST_TIMES, 0, -1)}
    if room[1] < min(LEAST_PICTURES, len(layer.matrix)):
        return None
    times = next((times for times, units in room.items() if units >= len(layer.matrix)), 1)
    return Panel(1, layer.matrix, Box(0, 0, canvas.width, canvas.height - 1), 0, times)


def _grid(canvas: Canvas, shape: tuple[int, int], times: int) -> tuple[int, int]:
    """(rows, columns) of pictures so many times as large, each under its number, that fit between title and note."""
    high, wide = _picture_rows(canvas, shape[0] * times) + 1, shape[1] * times + 1
    return (canvas.height - 2) // high, (canvas.width + 1) // wide


def _picture_rows(canvas: Canvas, rows: int) -> int:
    return (rows + 1) // 2 if canvas.look.colour and not canvas.look.ascii else rows


def _draw_panel(canvas: Canvas, panel: Panel, scene: Scene) -> None:
    box, data, place = panel.box, scene.state.dataset, scene.cursor
    shape = data.image_shape
    drawn = panel.matrix if panel.cell else panel.matrix[:, :-1]  # pictures leave the bias out
    title = _panel_title(panel.number, drawn, canvas)
    inner = Box(box.row + 1, box.column, min(box.width, canvas.width - box.column), box.height - 1)
    if panel.cell and (len(drawn) * panel.tall > inner.height or drawn.shape[1] * panel.cell > inner.width):
        title += f", {say(canvas.look.language, 'figure.weights_thinned')}"
    canvas.put(box.row, box.column, fitted(title, canvas.width - box.column), Ink(palette(canvas.look).faint))
    if panel.cell == NUMBER_CELL:
        _name_columns(canvas, inner, panel, data)
        inner = Box(inner.row + 1, inner.column, inner.width, inner.height - 1)
    if panel.cell or shape is None:
        draw_heatmap(canvas, inner, panel.matrix, panel.cell or 1, tall=panel.tall)
        if place is not None and place.layer == panel.number:
            value = float(panel.matrix[place.unit - 1, place.column - 1])  # column 0, the bias, is the last
            mark_weight(canvas, inner, panel.matrix.shape, place, (panel.cell or 1, panel.tall), value)
        return
    _draw_pictures(canvas, panel, shape)


def _draw_pictures(canvas: Canvas, panel: Panel, shape: tuple[int, int]) -> None:
    """A picture a unit, under its number."""
    times = panel.tall
    tall, wide, (rows, columns) = _picture_rows(canvas, shape[0] * times), shape[1] * times, _grid(canvas, shape, times)
    scale = scale_of(panel.matrix[:, :-1])
    for unit, weights in enumerate(panel.matrix[: rows * columns, :-1]):
        row, column = divmod(unit, columns)
        frame = Box(panel.box.row + row * (tall + 1) + 2, column * (wide + 1), wide, tall)
        label = fitted(say(canvas.look.language, "figure.unit", number=unit + 1), wide)
        canvas.put(frame.row - 1, frame.column, label, Ink(palette(canvas.look).faint))
        draw_picture(canvas, frame, weights.reshape(shape).repeat(times, 0).repeat(times, 1), scale)


def _name_columns(canvas: Canvas, box: Box, panel: Panel, data: Dataset) -> None:
    """What each column weighs, over it: an input, or a unit of the layer before; last the bias."""
    language, room = canvas.look.language, NUMBER_CELL - 1
    names = tuple(column_name(name, language) for name in data.feature_names)
    if panel.number > 1:
        names = tuple(say(language, "figure.unit", number=at) for at in range(1, panel.matrix.shape[1]))
    for at, name in enumerate((*names, say(language, "figure.bias"))):
        text = name if cell_len(name) <= room else fitted(name, room)
        canvas.put(
            box.row, box.column + at * NUMBER_CELL + room - cell_len(text), text, Ink(palette(canvas.look).faint)
        )


def _panel_title(number: int, matrix: NDArray[np.floating], canvas: Canvas) -> str:
    return f"{say(canvas.look.language, 'figure.layer', number=number)} {ends_of(matrix, canvas.look)}"


def ends_of(matrix: NDArray[np.floating], look: Look) -> str:
    """What the strongest colours of a field stand for."""
    return f"{'+-' if look.ascii else '±'}{scale_of(matrix):.2g}"


def _left_out(canvas: Canvas, panel: Panel, shape: tuple[int, int] | None) -> int:
    """How many units' pictures did not fit."""
    if panel.cell or shape is None:
        return 0
    rows, columns = _grid(canvas, shape, panel.tall)
    return max(len(panel.matrix) - rows * columns, 0)


def _note(canvas: Canvas, panels: list[Panel], layers: int, units: int) -> None:
    """How many units and layers did not fit, at the lower right; where all did, how a field is read."""
    language, used = canvas.look.language, max(panel.box.row + panel.box.height for panel in panels)
    text = left_out(units, layers, language)
    if not text and used < canvas.height and all(0 < panel.cell < NUMBER_CELL for panel in panels):
        text = say(language, "figure.weights_read")
    if cell_len(text) <= canvas.width and canvas.height > 1:
        canvas.put(canvas.height - 1, canvas.width - cell_len(text), text, Ink(palette(canvas.look).faint))


def left_out(units: int, layers: int, language: str) -> str:
    """How many did not fit; "" where all did."""
    parts = [("figure.more_units", units), ("figure.more_layers", layers)]
    listed = ", ".join(say(language, key, count=count) for key, count in parts if count > 0)
    return say(language, "figure.not_shown", listed=listed) if listed else ""


def _twin(layers: list[tuple[int, Layer]], language: str) -> str:
    return " ".join([say(language, "figure.weights_twin"), *(layer_twin(*one, language) for one in layers)])


def layer_twin(number: int, layer: Layer, language: str) -> str:
    """A layer's size and its largest weight in words."""
    weights = np.nan_to_num(layer.weights)
    unit, column = np.unravel_index(int(np.abs(weights).argmax()), weights.shape)
    fields = {"number": number, "units": weights.shape[0], "inputs": weights.shape[1]}
    largest = f"{float(weights[unit, column]):.3f}"
    return say(language, "figure.layer_twin", **fields, largest=largest, unit=int(unit) + 1, input=int(column) + 1)
