"""The training points layer by layer: what each layer leaves of them, seen along two directions, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.axes import wider
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.field import class_colour, class_glyph, places
from tui_dl.figures.palette import palette
from tui_dl.session.inspection import nearest_mean
from tui_dl.views.frame import figure
from tui_dl.views.inside import HiddenPlane, layer_plane
from tui_dl.views.keys import class_items, legend
from tui_dl.views.points import SHARE
from tui_dl.views.weights import left_out
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

GAP = 2
LEAST_WIDTH, LEAST_HEIGHT = 11, 5  # of a panel, its heading included
TWO_LINES_FROM = 11  # rows, for a second line under the panels


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One layer.

    Attributes:
        number: 0: the inputs.
        plane: Where it puts the training points.
        score: How often the nearest class mean is right on the validation part; None where there are no classes.
    """

    number: int
    plane: HiddenPlane
    score: float | None


def draw_layers(scene: Scene, network: Network, size: Size, look: Look) -> Figure:
    """A panel for the inputs and one for each hidden layer; where not all fit, the last ones."""
    data = scene.state.dataset
    title = say(look.language, "figure.layer_planes_title" if data.class_names else "figure.hidden_plane_title")
    panels = [_panel(scene.state, network, number) for number in range(len(network.layers))]
    canvas = Canvas(size, look)
    rows = min(max(canvas.height - LEAST_HEIGHT, 0), 2 if canvas.height >= TWO_LINES_FROM and data.class_names else 1)
    boxes = _boxes(Box(0, 0, canvas.width, canvas.height - rows), len(panels))
    shown = 0
    for panel, box in zip(panels[len(panels) - len(boxes) :], boxes, strict=True):
        shown = _draw_panel(canvas, box, panel, data)
    if rows:
        _draw_legend(canvas, canvas.height - rows, data, panels, (len(boxes), shown))
    if rows > 1 and panels[-1].score is not None:
        legend(canvas, canvas.height - 1, [(say(look.language, "figure.nearest_mean"), palette(look).faint)])
    return figure(title, canvas, _twin(panels, data, look.language))


def _panel(state: RunState, network: Network, number: int) -> Panel:
    plane = layer_plane(network, state.dataset.train, number, len(state.dataset.class_names))
    with np.errstate(all="ignore"):
        return Panel(number, plane, nearest_mean(state, number))


def _boxes(box: Box, count: int) -> list[Box]:
    """Equal panels, in as few rows as they need, fewer than `count` where there is no room."""
    across, down = max((box.width + GAP) // (LEAST_WIDTH + GAP), 0), max(box.height // LEAST_HEIGHT, 0)
    count = min(count, across * down)
    if not count:
        return []
    lines = -(-count // across)
    columns = -(-count // lines)
    width, height = (box.width + GAP) // columns - GAP, box.height // lines
    return [Box(at // columns * height, at % columns * (width + GAP), width, height) for at in range(count)]


def _draw_panel(canvas: Canvas, box: Box, panel: Panel, data: Dataset) -> int:
    """Heading and points; how many points were drawn."""
    faint = palette(canvas.look).faint
    name, score = _name(panel, canvas.look.language), "" if panel.score is None else numbers.score(panel.score)
    canvas.put(box.row, box.column, name, Ink(faint))
    inner = Box(box.row + 1, box.column, box.width, box.height - 1)
    if cell_len(name) + len(score) < box.width:
        canvas.put(box.row, box.column + cell_len(name) + 1, score)
    elif score:
        canvas.put(box.row + 1, box.column, score)
        inner = Box(box.row + 2, box.column, box.width, box.height - 2)
    plane = panel.plane
    ends = [wider(float(axis.min()), float(axis.max())) for axis in plane.places.T]
    bounds = (ends[0], ends[1])
    if plane.cut is not None:
        ((_, column),) = places(np.array([[plane.cut, ends[1][0]]]), bounds, inner)
        for row in range(inner.height):
            canvas.put(inner.row + row, column, "│", Ink(faint))
    most, classes = max(inner.width * inner.height // SHARE, 1), len(data.class_names)
    some, targets = plane.places[:most], data.train.targets[:most].tolist()
    for (row, column), target in zip(places(some, bounds, inner), targets, strict=True):
        glyph = class_glyph(int(target), classes) if classes else "•"
        canvas.dot(row, column, glyph, class_colour(int(target), canvas.look) if classes else faint)
    return len(some)


def _draw_legend(canvas: Canvas, row: int, data: Dataset, panels: list[Panel], drawn: tuple[int, int]) -> None:
    (count, shown), look = drawn, canvas.look
    items = class_items(data, look)
    if any(panel.plane.cut is not None for panel in panels):
        items.append((f"│ {say(look.language, 'figure.halfway')}", palette(look).faint))
    if count < len(panels):
        items.append((left_out(0, len(panels) - count, look.language), palette(look).faint))
    if shown < len(data.train):
        some = say(look.language, "figure.shown", some=shown, rows=len(data.train))
        items.append((some, palette(look).faint))
    legend(canvas, row, items)


def _name(panel: Panel, language: str) -> str:
    return say(language, "figure.layer", number=panel.number) if panel.number else say(language, "figure.inputs")


def _twin(panels: list[Panel], data: Dataset, language: str) -> str:
    if not data.class_names:
        return say(language, "figure.hidden_plane_widest_twin", rows=len(data.train))
    scores = [(_name(panel, language), "-" if panel.score is None else numbers.score(panel.score)) for panel in panels]
    said = [say(language, "figure.layer_planes_twin", listed=", ".join(f"{name} {score}" for name, score in scores))]
    ones = data.train.targets == 1
    for panel in panels:
        if panel.plane.cut is not None:
            wrong = int(((panel.plane.places[:, 0] > panel.plane.cut) != ones).sum())
            fields = {"name": _name(panel, language), "wrong": wrong, "rows": len(data.train)}
            said.append(say(language, "figure.wrong_side", **fields))
    return " ".join(said)
