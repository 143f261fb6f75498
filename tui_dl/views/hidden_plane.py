"""The training points where hidden layers put them: there a straight cut may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import wider
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.field import class_colour, class_glyph, places
from tui_dl.figures.palette import palette
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.inspection import network_of
from tui_dl.views.frame import class_name, figure, no_network, sentence
from tui_dl.views.inside import HiddenPlane, hidden_plane
from tui_dl.views.keys import class_items, keys_below
from tui_dl.views.layer_planes import draw_layers
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

    Bounds = tuple[tuple[float, float], tuple[float, float]]

LINES, POINTS_A_LINE = 9, 120  # of the grid that shows how the layer bends the input plane


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """One hidden layer on a plane: across, towards the answer; up, the widest direction left. Else layer by layer."""
    title = say(look.language, "figure.hidden_plane_title")
    network, data = network_of(scene.state), scene.state.dataset
    if network is None:
        return no_network(scene, title, size, look)
    if len(network.layers) == 1:
        return sentence(title, say(look.language, "figure.no_hidden"), size, look)
    model = scene.state.run.experiment.model
    several = isinstance(model, NetworkModel) and len(model.hidden) > 1  # though greedy ones join by and by
    if several or not data.is_plane:
        return draw_layers(scene, network, size, look)
    plane = hidden_plane(network, data.train.inputs, _grid(data))
    canvas = Canvas(size, look)
    items = class_items(data, look)
    if plane.cut is not None and data.task == "binary":
        items.append((f"│ {say(look.language, 'figure.cut')}", palette(look).faint))
    items.append((f"· {say(look.language, 'figure.warped')}", palette(look).faint))
    rows = keys_below(canvas, items)
    box = Box(0, 0, canvas.width, canvas.height - rows)
    if min(box.width, box.height) > 0:
        _draw_plane(canvas, box, plane, data)
    return figure(title, canvas, _twin(plane, data, look.language))


def _draw_plane(canvas: Canvas, box: Box, plane: HiddenPlane, data: Dataset) -> None:
    ends = [wider(float(axis.min()), float(axis.max())) for axis in plane.places.T]
    bounds = (ends[0], ends[1])
    if plane.cut is not None and data.task == "binary" and ends[0][0] <= plane.cut <= ends[0][1]:
        ((_, column),) = places(np.array([[plane.cut, ends[1][0]]]), bounds, box)
        for row in range(box.height):
            canvas.put(box.row + row, column, "│", Ink(palette(canvas.look).faint))
    (left, right), (low, high) = bounds
    x, y = plane.others.T
    inside = plane.others[(x >= left) & (x <= right) & (y >= low) & (y <= high)]
    for row, column in places(inside, bounds, box):
        canvas.dot(row, column, "·", palette(canvas.look).faint)
    classes = len(data.class_names)
    targets = data.train.targets.tolist()
    for (row, column), target in zip(places(plane.places, bounds, box), targets, strict=True):
        glyph = class_glyph(int(target), classes) if classes else "•"
        colour = class_colour(int(target), canvas.look) if classes else palette(canvas.look).validation
        canvas.dot(row, column, glyph, colour)


def _grid(data: Dataset) -> NDArray[np.floating]:
    """(points, 2): points along straight lines over the input plane, as many each way."""
    across, up = (np.linspace(low, high, LINES) for low, high in data.bounds)
    along, upward = (np.linspace(low, high, POINTS_A_LINE) for low, high in data.bounds)
    level = np.stack(np.meshgrid(along, up), axis=-1).reshape(-1, 2)
    upright = np.stack(np.meshgrid(across, upward), axis=-1).reshape(-1, 2)
    return np.concatenate([level, upright])


def _twin(plane: HiddenPlane, data: Dataset, language: str) -> str:
    if plane.cut is None or data.task != "binary":
        return say(language, "figure.hidden_plane_widest_twin", rows=len(data.train))
    beyond = plane.places[:, 0] > plane.cut
    said = [say(language, "figure.hidden_plane_twin")]
    for label in (0, 1):
        ours = data.train.targets == label
        name, right = class_name(data, label, language), int((beyond & ours).sum())
        said.append(say(language, "figure.right_of_cut", name=name, right=right, rows=int(ours.sum())))
    return " ".join(said)
