"""What a network answers where it has seen nothing: far outside of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.generators import MAKERS
from tui_dl.figures.axes import axes, column_of, curve, row_of, wider
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import (
    class_colour,
    class_glyph,
    halves,
    levels_of,
    paint,
    places,
    two_class_scale,
)
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.figures.surety import paint_classes
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.views import surety
from tui_dl.views.frame import figure, no_network, sentence
from tui_dl.views.keys import class_items, keys_below, plane_items, plane_twin
from tui_dl.views.models import ask_network, believe_network
from tui_dl.views.points import some_of
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.state import RunState
    from tui_dl.views.keys import Item
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]
    Ends = tuple[float, float]

FARTHER = 1.0  # so many times its width is looked beyond each end of the data
STEEPEST = 4.0  # so many times the height of the data is drawn above and below
SIDE = 48  # of the grid that is counted for the words
END, TRUTH = "┆", "·"


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The network's curve, or its regions, over three times the width of its data."""
    title = say(look.language, "figure.beyond_title")
    network, data = network_of(scene.state), scene.state.dataset
    if network is None:
        return no_network(scene, title, size, look)
    canvas = Canvas(size, look)
    if data.is_line:
        _draw_line(canvas, network, scene.state)
        return figure(title, canvas, _line_twin(network, data, look.language))
    if data.is_plane and data.class_names:
        _draw_plane(canvas, network, data)
        twin = f"{_plane_twin(network, data, look.language)} {plane_twin(data, look.language, _wide(data))}"
        return figure(title, canvas, twin)
    return sentence(title, say(look.language, "figure.beyond_none"), size, look)


def _ends(data: Dataset) -> tuple[Ends, Ends]:
    """(lowest, highest) training input, and how far is looked."""
    inputs = data.train.inputs[:, 0]
    low, high = float(inputs.min()), float(inputs.max())
    room = FARTHER * ((high - low) or 1.0)
    return (low, high), (low - room, high + room)


def _draw_line(canvas: Canvas, network: Network, state: RunState) -> None:
    data, hues = state.dataset, palette(canvas.look)
    (first, last), (left, right) = _ends(data)
    xs = np.linspace(left, right, max(2 * canvas.width, 2))
    said, truth = ask_network(network, xs[:, None], data.task), _truth(state, xs)
    rows = keys_below(canvas, _line_keys(canvas.look, known=truth is not None))
    limits = Limits(left, right, *_heights(said, data))
    box = axes(canvas, Box(0, 0, canvas.width, canvas.height - rows), limits, data.feature_names[0])
    if min(box.width, box.height) < 1:
        return
    for end in (first, last):
        for row in range(box.height):
            canvas.dot(box.row + row, column_of(end, limits, box), END, hues.faint)
    for x, y in _inside(xs[::2], truth[::2], limits) if truth is not None else ():
        canvas.dot(row_of(y, limits, box), column_of(x, limits, box), TRUTH, hues.best)
    for x, y in zip(data.train.inputs[:, 0].tolist(), data.train.targets.astype(float).tolist(), strict=True):
        canvas.dot(row_of(y, limits, box), column_of(x, limits, box), "•", hues.validation)
    drawn = np.where((said >= limits.low) & (said <= limits.high), said, np.nan)
    curve(canvas, box, limits, list(zip(xs.tolist(), drawn.tolist(), strict=True)), hues.train, None)


def _line_keys(look: Look, *, known: bool) -> list[Item]:
    """What is what; `known`: what the points were made from is drawn, too."""
    hues, line = palette(look), "**" if look.ascii else "⠒⠒"
    items = [(f"{line} {say(look.language, 'figure.model_network')}", hues.train)]
    items += [(f"• {say(look.language, 'figure.train')}", hues.validation)]
    items += [(f"{END} {say(look.language, 'figure.data_ends')}", hues.faint)]
    return [*items, (f"{TRUTH} {say(look.language, 'figure.made_from')}", hues.best)] if known else items


def _heights(said: Array, data: Dataset) -> Ends:
    """From the lowest to the highest of data and curve, but not endlessly far."""
    targets = data.train.targets.astype(float)
    low, high = float(targets.min()), float(targets.max())
    room = STEEPEST * ((high - low) or 1.0)
    return wider(max(min(low, float(said.min())), low - room), min(max(high, float(said.max())), high + room))


def _truth(state: RunState, xs: Array) -> Array | None:
    """What the points were made from, where nothing was done to them since."""
    recipe = state.run.experiment.data
    maker = MAKERS.get(recipe.make)
    if maker is None or maker.truth is None or recipe.do or recipe.standardise:
        return None
    return maker.truth(xs[:, None].astype(np.float64))


def _inside(xs: Array, ys: Array, limits: Limits) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True) if limits.low <= y <= limits.high]


def _line_twin(network: Network, data: Dataset, language: str) -> str:
    (first, last), (left, right) = _ends(data)
    asked = np.array([left, first, last, right])
    said = [f"{value:.3g}" for value in ask_network(network, asked[:, None], data.task).tolist()]
    places = [f"{place:.3g}" for place in asked.tolist()]
    fields = dict(zip(("left", "first", "last", "right"), places, strict=True))
    answers = dict(zip(("at_left", "at_first", "at_last", "at_right"), said, strict=True))
    return say(language, "figure.beyond_line_twin", **fields, **answers)


def _wide(data: Dataset) -> tuple[Ends, Ends]:
    """The data's bounds, three times as wide and as high."""
    (left, right), (low, high) = data.bounds
    return (2 * left - right, 2 * right - left), (2 * low - high, 2 * high - low)


def _draw_plane(canvas: Canvas, network: Network, data: Dataset) -> None:
    look = canvas.look
    rows = keys_below(canvas, [*class_items(data, look), surety.key(data, look)], plane_items(data, look, _wide(data)))
    box = Box(0, 0, canvas.width, canvas.height - rows)
    if min(box.width, box.height) < 1:
        return
    shape = (halves(box), box.width)
    grid = plane_grid(data, *shape, _wide(data))
    if data.task == "binary":
        field = np.flipud(ask_network(network, grid, data.task).reshape(shape))
        paint(canvas, box, levels_of(field, 0.0, 1.0), two_class_scale(look))
    else:
        said, chances = believe_network(network, grid)
        there = np.flipud(said.reshape(shape)), np.flipud(chances.reshape(shape))
        paint_classes(canvas, box, *there, len(data.class_names))
    some = some_of(data.train, Box(0, 0, box.width // 3, box.height // 3))
    marks = places(data.train.inputs[some], _wide(data), box)
    for (row, column), target in zip(marks, data.train.targets[some].tolist(), strict=True):
        canvas.dot(row, column, class_glyph(target, len(data.class_names)), class_colour(target, look))


def _plane_twin(network: Network, data: Dataset, language: str) -> str:
    """How sure it is where there is data, and where there is none."""
    grid = plane_grid(data, SIDE, SIDE, _wide(data))
    outside = np.any([(grid[:, at] < low) | (grid[:, at] > high) for at, (low, high) in enumerate(data.bounds)], axis=0)
    if not (len(data.validation) and outside.any()):  # data of one point, or as wide as numbers go
        return say(language, "figure.beyond_plane_nowhere")
    sure = [float(believe_network(network, inputs)[1].mean()) for inputs in (data.validation.inputs, grid[outside])]
    inside, beyond = (numbers.score(value) for value in sure)
    return say(language, "figure.beyond_plane_twin", inside=inside, outside=beyond)
