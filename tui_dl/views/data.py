"""The data set: how many rows each part and class has, and what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.heatmap import draw_picture
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.views.frame import class_name, figure
from tui_dl.views.points import counts, draw_points, draw_values, some_of, value_axes
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

LEAST_HEIGHT, LEAST_WIDTH = 6, 16  # of the picture below or beside the table
FEATURES_NAMED = 30


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A table of parts and classes; then points, pictures or the names of the columns."""
    data = scene.state.dataset
    title = say(look.language, "figure.data_title", data=data.name, columns=len(data.feature_names))
    canvas = Canvas(size, look)
    drawn = lines(that_fit(_columns(data, look.language), canvas.width), 2)
    for row, text in enumerate(drawn):
        canvas.put(row, 0, text, Ink(palette(look).faint) if row == 0 else Ink())
    note = say(look.language, "figure.sealed")
    canvas.put(len(drawn), 0, note, Ink(palette(look).faint))
    below = Box(len(drawn) + 2, 0, canvas.width, canvas.height - len(drawn) - 2)
    if below.height >= LEAST_HEIGHT and below.width >= LEAST_WIDTH:
        _draw_below(canvas, below, data)
    named = ", ".join(data.feature_names[:FEATURES_NAMED])
    said = say(look.language, "figure.columns_twin", columns=len(data.feature_names), named=named)
    return figure(title, canvas, f"{counts(data, look.language)} {said} {note}")


def _columns(data: Dataset, language: str) -> list[Column]:
    parts = (data.train, data.validation)
    names = tuple(class_name(data, label, language) for label in range(len(data.class_names)))
    first = Column("", (say(language, "figure.rows"), *names), left=True, keep=9)
    headings = (say(language, "figure.train"), say(language, "figure.validation"))
    return [
        first,
        *(
            Column(heading, tuple(map(str, (len(part), *_by_class(part, data)))), keep=keep)
            for heading, part, keep in zip(headings, parts, (8, 7), strict=True)
        ),
    ]


def _by_class(part: Part, data: Dataset) -> list[int]:
    return [int((part.targets == label).sum()) for label in range(len(data.class_names))]


def _draw_below(canvas: Canvas, box: Box, data: Dataset) -> None:
    if data.image_shape is not None:
        _draw_pictures(canvas, box, data, data.image_shape)
    elif data.is_plane:
        draw_points(canvas, box, data, some_of(data, box))
    elif data.task == "regression" and len(data.feature_names) == 1:
        inner, limits = value_axes(canvas, box, data)
        draw_values(canvas, inner, limits, data)
    else:
        _draw_names(canvas, box, data)


def _draw_pictures(canvas: Canvas, box: Box, data: Dataset, shape: tuple[int, int]) -> None:
    """The first training rows as pictures, as raw ink, each with its class above it."""
    tall = (shape[0] + 1) // 2 if canvas.look.colour and not canvas.look.ascii else shape[0]
    columns, rows = (box.width + 1) // (shape[1] + 1), box.height // (tall + 1)
    scale = float(np.abs(data.train.raw).max()) or 1.0
    for number in range(min(columns * rows, len(data.train))):
        row, column = divmod(number, columns)
        place = Box(box.row + row * (tall + 1), column * (shape[1] + 1), shape[1], tall)
        label = data.class_names[int(data.train.targets[number])]
        canvas.put(place.row, place.column, label)
        inner = Box(place.row + 1, place.column, shape[1], tall)
        draw_picture(canvas, inner, data.train.raw[number].reshape(shape), scale)


def _draw_names(canvas: Canvas, box: Box, data: Dataset) -> None:
    """Names of the columns with their range on the training part, before standardising."""
    low, high = data.train.raw.min(axis=0), data.train.raw.max(axis=0)
    listed = Column("", data.feature_names, left=True, keep=9)
    ranges = tuple(f"{bottom:.4g} .. {top:.4g}" for bottom, top in zip(low.tolist(), high.tolist(), strict=True))
    for row, text in enumerate(
        lines(that_fit([listed, Column("", ranges, left=True)], box.width), 2)[1 : box.height + 1]
    ):
        canvas.put(box.row + row, box.column, text)
