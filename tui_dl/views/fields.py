"""A model's answers as a field of colour, and which points it gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.field import class_scale, levels_of, paint, two_class_scale, value_scale
from tui_dl.views.models import classes_from
from tui_dl.views.points import part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.views.models import Answers

    Array = NDArray[np.floating]


def draw_field(canvas: Canvas, box: Box, field: Array, data: Dataset) -> None:
    """Fill `box` with answers (pixel rows, pixel columns): probability of class 1, class, or value."""
    look = canvas.look
    if data.task == "binary":
        paint(canvas, box, levels_of(field, 0.0, 1.0), two_class_scale(look))
    elif data.task == "multiclass":
        levels = np.clip(np.rint(np.nan_to_num(field)), 0, len(data.class_names) - 1).astype(np.intp)
        paint(canvas, box, levels, class_scale(len(data.class_names), look))
    else:
        paint(canvas, box, levels_of(field, *value_ends(data)), value_scale(look))


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
