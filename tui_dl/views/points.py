"""The points of a part, by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import axes, column_of, row_of, wider
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import class_colour, class_glyph, places
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.views.frame import class_name, figure, sentence
from tui_dl.views.keys import class_items, keys_below, plane_items, plane_twin
from tui_dl.views.scene import TRAIN, VALIDATION
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

SHARE = 4  # at most one cell in so many holds a point, so that the ground can be seen


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The points of a part in their plane; for one input, input across and target up."""
    data, shown = scene.state.dataset, VALIDATION if scene.part == VALIDATION else TRAIN
    title = say(look.language, f"figure.points_title_{shown}", data=data.name, rows=len(part_of(data, shown)))
    if data.is_line:
        canvas = Canvas(size, look)
        box, limits = value_axes(canvas, canvas.box, data)
        draw_values(canvas, box, limits, data, shown)
        return figure(title, canvas, counts(data, look.language))
    if not data.is_over_plane:
        return no_plane(data, title, size, look)
    canvas = Canvas(size, look)
    rows = keys_below(canvas, _items(data, shown, look), plane_items(data, look))
    box = Box(0, 0, canvas.width, canvas.height - rows)
    if min(box.width, box.height) > 0:
        draw_points(canvas, box, data, np.arange(len(part_of(data, shown))), shown)
    return figure(title, canvas, f"{counts(data, look.language)} {plane_twin(data, look.language)}")


def part_of(data: Dataset, shown: str) -> Part:
    """The training or the validation part."""
    return data.validation if shown == VALIDATION else data.train


def no_plane(data: Dataset, title: str, size: Size, look: Look) -> Figure:
    """The sentence for data that is no plane."""
    text = say(look.language, "figure.no_plane", columns=len(data.feature_names), data=data.name)
    return sentence(title, text, size, look)


def value_axes(canvas: Canvas, box: Box, data: Dataset) -> tuple[Box, Limits]:
    """Axes for one input across and the target up."""
    values = np.concatenate([data.train.targets, data.validation.targets]).astype(float)
    limits = Limits(*data.bounds[0], *wider(float(values.min()), float(values.max()), 0.1))
    return axes(canvas, box, limits, data.feature_names[0]), limits


def draw_values(canvas: Canvas, box: Box, limits: Limits, data: Dataset, shown: str = TRAIN) -> None:
    """A part's points of one input and its target."""
    part, mark = part_of(data, shown), "•" if shown == TRAIN else "◆"
    points = np.column_stack([part.inputs[:, 0], part.targets.astype(float)])
    for x, y in points.tolist():
        canvas.dot(row_of(y, limits, box), column_of(x, limits, box), mark, palette(canvas.look).validation)


def draw_points(canvas: Canvas, box: Box, data: Dataset, rows: NDArray[np.intp], shown: str = TRAIN) -> None:
    """Put these rows of a part on the plane, each as its class's mark."""
    classes, part = len(data.class_names), part_of(data, shown)
    for (row, column), target in zip(
        places(part.inputs[rows], data.bounds[:2], box), part.targets[rows].tolist(), strict=True
    ):
        if classes:
            mark = class_glyph(int(target), classes, other=shown == VALIDATION)
            canvas.dot(row, column, mark, class_colour(int(target), canvas.look))
        else:
            canvas.dot(row, column, "•" if shown == TRAIN else "◆", palette(canvas.look).validation)


def some_of(part: Part, box: Box) -> NDArray[np.intp]:
    """The first rows of a part, as many as leave the ground to be seen; their order is random already."""
    return np.arange(min(len(part), max(box.width * box.height // SHARE, 1)))


def _items(data: Dataset, shown: str, look: Look) -> list[tuple[str, str]]:
    if not data.class_names:
        return []
    totals = np.bincount(part_of(data, shown).targets.astype(int), minlength=len(data.class_names)).tolist()
    items = class_items(data, look, other=shown == VALIDATION)
    return [(f"{text}: {total}", colour) for (text, colour), total in zip(items, totals, strict=False)]


def counts(data: Dataset, language: str) -> str:
    """How many rows each part and each class has, in words."""
    said = say(language, "figure.points_twin", data=data.name, train=len(data.train), validation=len(data.validation))
    if not data.class_names:
        low, high = float(data.train.targets.min()), float(data.train.targets.max())
        return f"{said} {say(language, 'figure.values_twin', low=f'{low:.3g}', high=f'{high:.3g}')}"
    totals = np.bincount(data.train.targets.astype(int), minlength=len(data.class_names))
    listed = ", ".join(f"{class_name(data, label, language)} {total}" for label, total in enumerate(totals.tolist()))
    return f"{said} {say(language, 'figure.counts_twin', counts=listed)}"
