"""What the model answers everywhere on the plane, or two models side by side, with the points of a part on top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.segment import Segment

from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import WRONG, halves, places
from tui_dl.figures.figure import Figure, Size
from tui_dl.figures.palette import palette
from tui_dl.views import points
from tui_dl.views.fields import draw_field, wrong_rows
from tui_dl.views.frame import class_items, figure, legend, model_name, sentence, wrong_item
from tui_dl.views.models import answers_of, is_own, over_the_plane, own_name
from tui_dl.views.points import draw_points, no_plane, part_of, some_of
from tui_dl.views.region_line import draw_line
from tui_dl.views.scene import NONE, TRAIN
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look
    from tui_dl.views.models import Answers
    from tui_dl.views.scene import Scene

LEGEND_FROM = 4
TWO_FROM = 24  # cells across, for two regions side by side


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The chosen model's answers over the plane; beside them a second model's, where one is asked for."""
    if scene.beside and scene.beside != scene.chosen and size.width >= TWO_FROM:
        return _two(scene, size, look)
    data = scene.state.dataset
    answers = answers_of(scene)
    own = is_own(scene)
    unasked = own_name(scene.state.run.experiment.model) if own else scene.chosen
    name = model_name(answers.name if answers else unasked, look.language, data.task)
    title = say(look.language, f"figure.region_title_{scene.part}", model=name)
    one_input = data.task == "regression" and len(data.feature_names) == 1
    if not data.is_over_plane and not one_input:
        return no_plane(data, title, size, look)
    if answers is None and own:
        seen = points.draw(scene, size, look)  # before the first run: what is there to be told apart
        return replace(seen, twin=f"{say(look.language, 'figure.idle')} {seen.twin}")
    if answers is None:
        return sentence(title, say(look.language, "figure.not_fitted"), size, look)
    canvas = Canvas(size, look)
    if one_input:
        draw_line(canvas, answers, data, scene.part)
    elif canvas.width and canvas.height:
        _draw_plane(canvas, answers, data, scene.part)
    return figure(title, canvas, _twin(answers, data, scene.part, look.language))


def _two(scene: Scene, size: Size, look: Look) -> Figure:
    """Two regions side by side, parted by a blank column; each is told in words."""
    left = (size.width - 1) // 2
    names = (scene.beside, scene.chosen)
    first, second = (
        draw(replace(scene, chosen=name, beside=""), Size(width, size.height), look)
        for name, width in zip(names, (left, size.width - 1 - left), strict=True)
    )
    rows = tuple((*one, Segment(" "), *other) for one, other in zip(first.rows, second.rows, strict=True))
    shown = [model_name(name, look.language, scene.state.dataset.task) for name in names]
    title = say(look.language, f"figure.region_two_{scene.part}", first=shown[0], second=shown[1])
    return Figure(title, rows, f"{first.twin} {second.twin}")


def _draw_plane(canvas: Canvas, answers: Answers, data: Dataset, shown: str) -> None:
    look = canvas.look
    rows = 1 if canvas.height >= LEGEND_FROM else 0
    box = Box(0, 0, canvas.width, canvas.height - rows)
    draw_field(canvas, box, over_the_plane(answers, data, halves(box), 2 * box.width), data)
    items = class_items(data, look, other=shown != TRAIN) if shown != NONE else class_items(data, look)
    if shown != NONE:
        part = part_of(data, shown)
        some = some_of(part, box)
        draw_points(canvas, box, data, some, shown)
        wrong = wrong_rows(answers, shown, data)
        for row, column in places(part.inputs[wrong], data.bounds[:2], box):
            canvas.dot(row, column, WRONG, palette(look).wrong, bold=True)
        items += [wrong_item(_wrong_count(answers, data, shown), look)] if data.class_names else []
        if len(some) < len(part):
            text = say(look.language, "figure.shown", some=len(some), rows=len(part))
            items.append((text, palette(look).faint))
    if rows:
        legend(canvas, canvas.height - 1, items)


def _wrong_count(answers: Answers, data: Dataset, shown: str) -> int:
    score = answers.score if shown == TRAIN else answers.validation
    return round((1.0 - min(max(score, 0.0), 1.0)) * len(part_of(data, shown)))


def _twin(answers: Answers, data: Dataset, shown: str, language: str) -> str:
    model = model_name(answers.name, language, data.task)
    scores = {"train": numbers.score(answers.score), "validation": numbers.score(answers.validation)}
    if not data.class_names:
        return say(language, "figure.region_values_twin", model=model, **scores)
    told = TRAIN if shown == NONE else shown
    wrong, rows = _wrong_count(answers, data, told), len(part_of(data, told))
    said = say(language, f"figure.region_twin_{told}", model=model, wrong=wrong, rows=rows)
    said += " " + say(language, "figure.scores_twin", **scores)
    if data.task == "binary":
        share = float((over_the_plane(answers, data, 48, 48) > 0.5).mean())
        said += " " + say(language, "figure.share_twin", percent=round(share * 100))
    return said
