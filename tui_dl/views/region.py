"""What the model answers everywhere on the plane, with the training points on top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import curve
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import (
    WRONG,
    class_scale,
    halves,
    levels_of,
    paint,
    places,
    two_class_scale,
    value_scale,
)
from tui_dl.figures.palette import palette
from tui_dl.views import points
from tui_dl.views.frame import class_items, figure, legend, model_name, sentence, wrong_item
from tui_dl.views.models import Answers, answers_of, classes_from, is_own, over_the_plane, own_name
from tui_dl.views.points import draw_points, draw_values, no_plane, some_of, value_axes
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

LEGEND_FROM = 4


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The chosen model's answers over the plane."""
    data = scene.state.dataset
    answers = answers_of(scene)
    own = is_own(scene)
    unasked = own_name(scene.state.run.experiment.model) if own else scene.chosen
    name = answers.name if answers else unasked
    title = say(look.language, "figure.region_title", model=model_name(name, look.language, data.task))
    one_input = data.task == "regression" and len(data.feature_names) == 1
    if not data.is_over_plane and not one_input:
        return no_plane(data, title, size, look)
    if answers is None and data.is_over_plane and own:
        seen = points.draw(scene, size, look)  # before the first run: what is there to be told apart
        return replace(seen, twin=f"{say(look.language, 'figure.idle')} {seen.twin}")
    if answers is None:
        key = "idle" if own else "not_fitted"
        return sentence(title, say(look.language, f"figure.{key}"), size, look)
    canvas = Canvas(size, look)
    if one_input:
        _draw_line(canvas, answers, data)
    elif canvas.width and canvas.height:
        _draw_plane(canvas, answers, data)
    return figure(title, canvas, _twin(answers, data, look.language))


def _draw_line(canvas: Canvas, answers: Answers, data: Dataset) -> None:
    box, limits = value_axes(canvas, canvas.box, data)
    draw_values(canvas, box, limits, data)
    xs = np.linspace(limits.left, limits.right, max(2 * box.width, 2))
    said = answers.ask(xs[:, None])
    inside = np.where((said >= limits.low) & (said <= limits.high), said, np.nan)
    pairs = zip(xs.tolist(), inside.tolist(), strict=True)
    curve(canvas, box, limits, list(pairs), palette(canvas.look).train, None)


def _draw_plane(canvas: Canvas, answers: Answers, data: Dataset) -> None:
    look = canvas.look
    rows = 1 if canvas.height >= LEGEND_FROM else 0
    box = Box(0, 0, canvas.width, canvas.height - rows)
    field = over_the_plane(answers, data, halves(box), box.width)
    if data.task == "binary":
        paint(canvas, box, levels_of(field, 0.0, 1.0), two_class_scale(look))
    elif data.task == "multiclass":
        levels = np.clip(np.rint(field), 0, len(data.class_names) - 1).astype(np.intp)
        paint(canvas, box, levels, class_scale(len(data.class_names), look))
    else:
        paint(canvas, box, levels_of(field, float(field.min()), float(field.max())), value_scale(look))
    some = some_of(data, box)
    draw_points(canvas, box, data, some)
    wrong = _wrong(answers, data)
    for row, column in places(data.train.inputs[wrong], data.bounds[:2], box):
        canvas.dot(row, column, WRONG, palette(look).wrong, bold=True)
    if rows:
        items = class_items(data, look)
        items += [wrong_item(_wrong_count(answers, data), look)] if data.class_names else []
        if len(some) < len(data.train):
            items.append(
                (say(look.language, "figure.shown", some=len(some), rows=len(data.train)), palette(look).faint)
            )
        legend(canvas, canvas.height - 1, items)


def _wrong(answers: Answers, data: Dataset) -> NDArray[np.intp]:
    """Rows of the training part whose class is missed, where that can be said of single rows."""
    if not data.class_names or not answers.exact:
        return np.zeros(0, np.intp)
    return np.flatnonzero(classes_from(answers.ask(data.train.inputs), data.task) != data.train.targets)


def _wrong_count(answers: Answers, data: Dataset) -> int:
    return round((1.0 - answers.score) * len(data.train))


def _twin(answers: Answers, data: Dataset, language: str) -> str:
    model = model_name(answers.name, language, data.task)
    scores = {"train": numbers.score(answers.score), "validation": numbers.score(answers.validation)}
    if not data.class_names:
        return say(language, "figure.region_values_twin", model=model, **scores)
    said = say(language, "figure.region_twin", model=model, wrong=_wrong_count(answers, data), rows=len(data.train))
    said += " " + say(language, "figure.scores_twin", **scores)
    if data.task == "binary":
        share = float((over_the_plane(answers, data, 48, 48) > 0.5).mean())
        said += " " + say(language, "figure.share_twin", percent=round(share * 100))
    return said
