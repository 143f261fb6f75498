"""What each hidden unit answers to: a small map of its output over the plane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.axes import curve, wider
from tui_dl.figures.canvas import PLAIN, Box, Canvas, Ink
from tui_dl.figures.field import halves, levels_of, paint, value_scale
from tui_dl.figures.figure import Size
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.views.frame import figure, no_network, sentence
from tui_dl.views.inside import layer_said
from tui_dl.views.keys import Item, key_rows, keys_below, plane_items, plane_twin
from tui_dl.views.points import no_plane
from tui_dl.views.weights import left_out
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]
    Span = tuple[float, float]

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
    units, ends = network.sizes[layer + 1], ENDS.get(network.activations[layer])
    most = key_rows(canvas.height)
    columns, rows = _arranged(units, Size(canvas.width, canvas.height - (most if most > 1 else 0)))
    spans: list[Span] = []
    shown = min(units, columns * rows)
    keys = _keys(data, ends, units - shown, look)
    room = canvas.height - (keys_below(canvas, keys) if most > 1 else 0)
    for unit in range(shown):
        row, column = divmod(unit, columns)
        wide, tall = (canvas.width + 1) // columns - 1, room // rows
        box = Box(row * tall, column * (wide + 1), max(wide, 1), tall)
        if data.is_over_plane:
            spans.append(_draw_unit(canvas, box, unit, _map(network, data, layer, unit, box), ends))
        else:
            spans.append(_draw_curve(canvas, box, unit, _along(network, data, layer, unit, box), ends))
    return figure(title, canvas, _twin(network, data, layer, spans, look.language))


def _keys(data: Dataset, ends: Span | None, units: int, look: Look) -> list[Item]:
    """What the faintest and the strongest colour are, or bottom and top; where; and how many units are left out."""
    kind = "shades" if data.is_over_plane else "heights"
    own = (say(look.language, f"figure.{kind}_own"), palette(look).faint)
    scale = own if ends is None else (_scale(kind, ends, look), palette(look).faint)
    note = left_out(units, 0, look.language)
    return [scale, *([(note, palette(look).faint)] if note else []), *plane_items(data, look)]


def _scale(kind: str, ends: Span, look: Look) -> str:
    return say(look.language, f"figure.{kind}", low=f"{ends[0]:g}", high=f"{ends[1]:g}")


def _arranged(units: int, canvas: Size) -> tuple[int, int]:
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


def _draw_curve(canvas: Canvas, box: Box, unit: int, points: Array, ends: Span | None) -> Span:
    """A unit's output along the single input; gives its lowest and highest."""
    span = float(points[:, 1].min()), float(points[:, 1].max())
    inner = _labelled(canvas, box, unit, span if ends is None else None, dead=not points[:, 1].any())
    low, high = ends or wider(*span)
    limits = Limits(float(points[0, 0]), float(points[-1, 0]), low, high)
    pairs = [(float(x), float(y)) for x, y in points]
    curve(canvas, inner, limits, pairs, palette(canvas.look).train, None)
    return span


def _draw_unit(canvas: Canvas, box: Box, unit: int, field: Array, ends: Span | None) -> Span:
    """A unit's output over the plane; gives its lowest and highest."""
    span = float(field.min()), float(field.max())
    inner = _labelled(canvas, box, unit, span if ends is None else None, dead=not field.any())
    if inner.height > 0:
        paint(canvas, inner, levels_of(field, *(ends or span)), value_scale(canvas.look))
    return span


def _labelled(canvas: Canvas, box: Box, unit: int, span: Span | None, *, dead: bool) -> Box:
    """Name the unit, and whether it is dead, else from where to where it goes, if that is its own; the room below."""
    name = say(canvas.look.language, "figure.unit", number=unit + 1)
    more = "" if span is None else f"{span[0]:.2g}..{span[1]:.2g}"
    more = say(canvas.look.language, "figure.dead_unit") if dead else more
    forms = [f"{name} {more}".strip(), name, str(unit + 1)]
    label = next((form for form in forms if cell_len(form) <= box.width), "")
    canvas.put(box.row, box.column, label, Ink(palette(canvas.look).wrong) if dead else PLAIN)
    return Box(box.row + 1, box.column, box.width, box.height - 1)


def _twin(network: Network, data: Dataset, layer: int, spans: list[Span], language: str) -> str:
    """How many units there are, and of the first ones the sum, in the first layer, and the outputs."""
    weights, names = network.layers[layer].matrix, data.feature_names
    fields = {"number": layer + 1, "units": len(weights), "activation": network.activations[layer]}
    said = [say(language, "figure.units_twin", **fields, shown=len(spans))]
    rows = np.nan_to_num(weights[:MOST_NAMED]).tolist()
    for unit, ((low, high), row) in enumerate(zip(spans, rows, strict=False), start=1):
        told = say(language, "figure.unit_output", low=f"{low:.2g}", high=f"{high:.2g}")
        if layer == 0:
            weighed = " ".join(f"{value:+.2f}{name}" for value, name in zip(row, (*names, ""), strict=True))
            told = f"{weighed}, {told}"
        said.append(say(language, "figure.unit_twin", unit=unit, sum=told))
    return " ".join([*said, plane_twin(data, language)])
