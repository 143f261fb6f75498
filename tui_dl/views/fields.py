"""A model's answers as a field of colour, and which points it gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.field import halves, levels_of, paint, two_class_scale, value_scale
from tui_dl.figures.surety import paint_classes
from tui_dl.views.models import beliefs_over_the_plane, classes_from, over_the_plane
from tui_dl.views.points import part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.views.models import Answers

    Array = NDArray[np.floating]


def draw_field(canvas: Canvas, box: Box, answers: Answers, data: Dataset) -> None:
    """Fill `box` with what a model answers over the plane: probability of class 1, class and how sure, or value."""
    shape = (halves(box), 2 * box.width)
    if data.task != "multiclass":
        draw_numbers(canvas, box, over_the_plane(answers, data, *shape), data)
        return
    classes, believed = len(data.class_names), beliefs_over_the_plane(answers, data, *shape)
    said, chances = believed or (classes_from(over_the_plane(answers, data, *shape), data.task), None)
    paint_classes(canvas, box, np.clip(said, 0, classes - 1), chances, classes)


def draw_numbers(canvas: Canvas, box: Box, field: Array, data: Dataset) -> None:
    """Fill `box` with answers (pixel rows, pixel columns) that are a number each: probability of class 1, or value."""
    if data.task == "binary":
        paint(canvas, box, levels_of(field, 0.0, 1.0), two_class_scale(canvas.look))
    else:
        paint(canvas, box, levels_of(field, *value_ends(data)), value_scale(canvas.look))


def value_ends(data: Dataset) -> tuple[float, float]:
    """What the faintest and the strongest shade of a field of values stand for: the lowest and highest training target.

    The same for all models and at all times, so that shades can be compared.
    """
    return float(data.train.targets.min()), float(data.train.targets.max())


def wrong_rows(answers: Answers, shown: str, data: Dataset) -> NDArray[np.intp]:
    """Rows of a part, `shown`, whose class is missed, where that can be said of single rows."""
    part, said = part_of(data, shown), answers.known.get(shown)
    if not data.class_names or (said is None and not answers.exact):
        return np.zeros(0, np.intp)
    if said is not None and len(said) != len(part):  # it was fitted on other rows
        return np.zeros(0, np.intp)
    if said is None:
        said = classes_from(answers.ask(part.inputs), data.task)
    return np.flatnonzero(said != part.targets)
