"""The road between two classes: its middle, its edges, and the points that hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.axes import wider
from tui_dl.figures.canvas import BOLD, Box, Canvas
from tui_dl.figures.field import WRONG, Scale, class_colour, halves, paint, places
from tui_dl.figures.histogram import DOWN, UP, draw_histograms
from tui_dl.figures.palette import mix, palette
from tui_dl.figures.plot import Limits
from tui_dl.session.experiment import ClassicModel, RuleModel
from tui_dl.session.inspection import plane_grid
from tui_dl.views import points
from tui_dl.views.frame import class_name, figure, model_name, sentence
from tui_dl.views.keys import class_items, key_rows, keys_below, plane_items, plane_twin, wrong_item
from tui_dl.views.points import draw_points, some_of
from tui_dl.views.streets import street_of, wrong_rows
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.keys import Item
    from tui_dl.views.scene import Scene
    from tui_dl.views.streets import Street

HOLDS = "◇◆"  # a support vector of class 0, of class 1
SHADES = " ░▒▓"
EDGE = 2e-3  # of half the road's width: a fit stops when its support vectors are so near to the edge
ROAD = 0.6  # how far the ground of the road has faded
HEAD_FROM = 7  # rows, for a line on top
ALL_MARKED = 12  # support vectors so few are marked whatever the room
LINES = (("┊", "edges"), ("│", "middle"))
EDGES = [(-1.0, "┊"), (0.0, "│"), (1.0, "┊")]


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The road over the plane; for a table how far each class keeps from it."""
    data, street = scene.state.dataset, street_of(scene)
    title = say(look.language, "figure.svm_title")
    if street is None and _is_idle(scene) and data.is_plane:
        seen = points.draw(scene, size, look)  # before the first run: what is there to be told apart
        return replace(seen, twin=f"{say(look.language, 'figure.idle')} {seen.twin}")
    if street is None:
        return sentence(title, say(look.language, "figure.idle" if _is_idle(scene) else "figure.no_svm"), size, look)
    head, short = (_head(street, data, look.language, form) for form in ("", "_short"))
    if data.task != "binary":
        return sentence(title, f"{head}. {say(look.language, 'figure.svm_two_classes')}", size, look)
    canvas = Canvas(size, look)
    flat = data.is_plane and street.ask is not None
    top, bottom = int(canvas.height >= HEAD_FROM), key_rows(canvas.height)
    box = Box(top, 0, canvas.width, canvas.height - top - bottom)
    if top:
        canvas.put(0, 0, head if cell_len(head) <= canvas.width else short, BOLD)
    more = plane_items(data, look) if flat else []
    if min(box.width, box.height) > 0 and flat:
        _draw_plane(canvas, box, street, data)
    elif min(box.width, box.height) > 0:
        tallest = _draw_sides(canvas, box, street, data)
        more = [(say(look.language, "figure.tallest", rows=tallest), palette(look).faint)]
    keys_below(canvas, _items(street, data, look), more)
    said = _twin(street, data, head, look.language)
    return figure(title, canvas, f"{said} {plane_twin(data, look.language)}" if flat else said)


def _is_idle(scene: Scene) -> bool:
    """Whether the run's model lays roads, and has not done so yet."""
    model = scene.state.run.experiment.model
    own = isinstance(model, ClassicModel) and model.method.endswith("svm")
    return own or (isinstance(model, RuleModel) and scene.state.rule is None)


def _draw_plane(canvas: Canvas, box: Box, street: Street, data: Dataset) -> None:
    assert street.ask is not None
    hues, rows = palette(canvas.look), halves(box)
    there = np.flipud(street.ask(plane_grid(data, rows, box.width)).reshape(rows, box.width))
    levels = np.digitize(there, (-1.0, 0.0, 1.0))
    road = tuple(mix(fill, hues.neutral, ROAD) for fill in hues.fills[:2])
    paint(canvas, box, levels, Scale((hues.fills[0], *road, hues.fills[1]), SHADES))
    _draw_middle(canvas, box, there[::2] > 0)
    some = some_of(data.train, box)
    draw_points(canvas, box, data, some)
    held = np.array(street.support, dtype=np.intp)
    if len(held) > ALL_MARKED:
        held = held[np.isin(held, some)]
    _mark(canvas, box, data, held)
    for row, column in places(data.train.inputs[wrong_rows(street, data)], data.bounds, box):
        canvas.dot(row, column, WRONG, hues.wrong, bold=True)


def _draw_middle(canvas: Canvas, box: Box, over: np.ndarray) -> None:
    """A dotted line where the answer turns from one cell to the next."""
    turns = np.zeros_like(over)
    turns[:, :-1] |= over[:, :-1] != over[:, 1:]
    turns[:-1] |= over[:-1] != over[1:]
    for row, column in np.argwhere(turns).tolist():
        canvas.dot(box.row + row, box.column + column, "·", palette(canvas.look).faint)


def _mark(canvas: Canvas, box: Box, data: Dataset, held: np.ndarray) -> None:
    for (row, column), label in zip(
        places(data.train.inputs[held], data.bounds, box), data.train.targets[held].tolist(), strict=True
    ):
        canvas.dot(row, column, HOLDS[int(label)], class_colour(int(label), canvas.look), bold=True)


def _draw_sides(canvas: Canvas, box: Box, street: Street, data: Dataset) -> int:
    """How many of each class lie how far from the middle, in half widths of the road; rows of the tallest bar."""
    sides = np.nan_to_num(street.sides, posinf=1.0, neginf=-1.0)
    limits = Limits(*wider(min(float(sides.min()), -1.0), max(float(sides.max()), 1.0)), 0.0, 1.0)
    return draw_histograms(canvas, box, sides, data.train.targets == 1, EDGES, limits)


def _items(street: Street, data: Dataset, look: Look) -> list[Item]:
    wrong = wrong_item(look, len(wrong_rows(street, data)))
    if not data.is_plane or street.ask is None:
        bars = [
            (f"{bar} {class_name(data, label, look.language)}", class_colour(label, look))
            for bar, label in ((UP, 1), (DOWN, 0))
        ]
        lines = [(f"{mark} {say(look.language, f'figure.svm_{key}')}", palette(look).wrong) for mark, key in LINES]
        return [*bars, wrong, *lines]
    hues = palette(look)
    holds = say(look.language, "figure.svm_touches" if street.name == "line" else "figure.svm_holds")
    ground = say(look.language, f"figure.svm_ground{'' if look.colour else '_shades'}")
    middle = (f"· {say(look.language, 'figure.svm_middle')}", hues.faint)
    road = [] if street.width is not None and street.width <= 0 else [(ground, hues.faint)]
    return [*class_items(data, look), (f"{HOLDS[0]}{HOLDS[1]} {holds}", hues.best), wrong, middle, *road]


def _head(street: Street, data: Dataset, language: str, form: str) -> str:
    """How wide the road is, and how many points hold it; `form` is "" or `_short`."""
    model, count, rows = model_name(street.name, language), len(street.support), len(data.train)
    if street.name == "line":
        if street.width is None or street.width <= 0:
            return say(language, "figure.svm_no_road", wrong=len(wrong_rows(street, data)))
        return say(language, "figure.svm_line", width=numbers.score(street.width))
    fields = {"model": model, "count": count, "rows": rows}
    if street.gamma is not None:
        return say(language, f"figure.svm_gamma{form}", **fields, gamma=f"{street.gamma:.3g}")
    if street.width is None:
        return say(language, f"figure.svm_held{form}", **fields)
    return say(language, f"figure.svm_road{form}", **fields, width=numbers.score(street.width))


def _twin(street: Street, data: Dataset, head: str, language: str) -> str:
    inside = int((np.abs(street.sides) < 1 - EDGE).sum())
    wrong = len(wrong_rows(street, data))
    return f"{head}. {say(language, 'figure.svm_twin', inside=inside, wrong=wrong, rows=len(data.train))}"
