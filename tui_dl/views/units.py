"""What each hidden unit answers to: a small map of its output over the plane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.axes import curve, wider
from tui_dl.figures.canvas import PLAIN, Box, Canvas, Ink
from tui_dl.figures.field import halves, levels_of, paint, value_scale
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.views.frame import figure, no_network, sentence
from tui_dl.views.inside import layer_said
from tui_dl.views.points import no_plane
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

ENDS = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}
LEAST_WIDTH, LEAST_HEIGHT = 5, 3  # of a map with its label
ASPECT = 2  # a cell is about twice as high as it is wide
MOST_NAMED = 8


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """One map a unit of the picked hidden layer, as many as fit."""
    network, data = network_of(scene.state), scene.state.dataset
    title = say(look.language, "figure.units_title", number=1)
    if network is None:
        return no_network(scene, title, size, look)
    if len(network.layers) == 1:
        return sentence(title, say(look.language, "figure.no_hidden"), size, look)
    layer = scene.pick % (len(network.layers) - 1)
    title = say(look.language, "figure.units_title", number=layer + 1)
    if not data.is_over_plane and len(data.feature_names) > 1:
        return no_plane(data, title, size, look)
    canvas = Canvas(size, look)
    units = network.sizes[layer + 1]
    columns, rows = _arranged(units, canvas)
    shown = min(units, columns * rows)
    ends = ENDS.get(network.activations[layer])
    for unit in range(shown):
        row, column = divmod(unit, columns)
        wide, tall = (canvas.width + 1) // columns - 1, canvas.height // rows
        box = Box(row * tall, column * (wide + 1), max(wide, 1), tall)
        if data.is_over_plane:
            _draw_unit(canvas, box, unit, _map(network, data, layer, unit, box), ends)
        else:
            _draw_curve(canvas, box, unit, _along(network, data, layer, unit, box), ends)
    return figure(title, canvas, _twin(network, data, layer, shown, look.language))


def _arranged(units: int, canvas: Canvas) -> tuple[int, int]:
    """(columns, rows) of maps, so that each is as large as can be; fewer than `units` where they would be too small."""
    best, largest = (0, 0), 0.0
    for columns in range(1, units + 1):
        rows = math.ceil(units / columns)
        wide, tall = (canvas.width + 1) // columns - 1, canvas.height // rows
        side = min(wide / ASPECT, tall - 1)
        if wide >= LEAST_WIDTH and tall >= LEAST_HEIGHT and side > largest:
            best, largest = (columns, rows), side
    if largest:
        return best
    return max((canvas.width + 1) // (LEAST_WIDTH + 1), 1), max(canvas.height // LEAST_HEIGHT, 1)


def _map(network: Network, data: Dataset, layer: int, unit: int, box: Box) -> Array:
    """(rows of pixels, columns) of one unit's output over the plane, row 0 at the top."""
    rows = max(halves(box) - 2, 2)
    said = layer_said(network, plane_grid(data, rows, box.width), layer)[:, unit]
    return np.flipud(said.reshape(rows, box.width))


def _along(network: Network, data: Dataset, layer: int, unit: int, box: Box) -> Array:
    """(points, 2): the single input and the unit's output, two points a column."""
    xs = np.linspace(*data.bounds[0], 2 * box.width)
    return np.column_stack([xs, layer_said(network, xs[:, None], layer)[:, unit]])


def _draw_curve(canvas: Canvas, box: Box, unit: int, points: Array, ends: tuple[float, float] | None) -> None:
    inner = _labelled(canvas, box, unit, points[:, 1])
    low, high = ends or wider(float(points[:, 1].min()), float(points[:, 1].max()))
    limits = Limits(float(points[0, 0]), float(points[-1, 0]), low, high)
    pairs = [(float(x), float(y)) for x, y in points]
    curve(canvas, inner, limits, pairs, palette(canvas.look).train, None)


def _draw_unit(canvas: Canvas, box: Box, unit: int, field: Array, ends: tuple[float, float] | None) -> None:
    inner = _labelled(canvas, box, unit, field)
    low, high = ends or (float(field.min()), float(field.max()))
    if inner.height > 0:
        paint(canvas, inner, levels_of(field, low, high), value_scale(canvas.look))


def _labelled(canvas: Canvas, box: Box, unit: int, said: Array) -> Box:
    """Name the unit, and whether it is dead; gives the room below."""
    label = say(canvas.look.language, "figure.unit", number=unit + 1)
    if not said.any():
        label += " " + say(canvas.look.language, "figure.dead_unit")
    if cell_len(label) > box.width:
        label = str(unit + 1)
    if cell_len(label) <= box.width:
        canvas.put(box.row, box.column, label, PLAIN if said.any() else Ink(palette(canvas.look).wrong))
    return Box(box.row + 1, box.column, box.width, box.height - 1)


def _twin(network: Network, data: Dataset, layer: int, shown: int, language: str) -> str:
    weights, names = network.layers[layer].matrix, data.feature_names
    fields = {"number": layer + 1, "units": len(weights), "activation": network.activations[layer], "shown": shown}
    said = [say(language, "figure.units_twin", **fields)]
    if layer == 0:
        said += [
            say(
                language,
                "figure.unit_twin",
                unit=unit + 1,
                sum=" ".join(f"{value:+.2f}{name}" for value, name in zip(row, (*names, ""), strict=True)),
            )
            for unit, row in enumerate(np.nan_to_num(weights[:MOST_NAMED]).tolist())
        ]
    return " ".join(said)
