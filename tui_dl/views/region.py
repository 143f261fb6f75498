"""What the model answers everywhere on the plane, or two models side by side, with the points of a part on top."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import WRONG, places
from tui_dl.figures.figure import Figure, Size
from tui_dl.figures.palette import palette
from tui_dl.views import points, surety
from tui_dl.views.fields import draw_field, value_ends, wrong_rows
from tui_dl.views.frame import model_name, write
from tui_dl.views.keys import class_items, key_rows, keys_below, plane_items, plane_twin, shade_item, wrong_item
from tui_dl.views.models import answers_of, is_own, own_name
from tui_dl.views.points import draw_points, no_plane, part_of, some_of
from tui_dl.views.region_line import draw_line, line_keys
from tui_dl.views.scene import NONE, TRAIN
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look
    from tui_dl.views.keys import Item
    from tui_dl.views.models import Answers
    from tui_dl.views.scene import Scene

TWO_FROM = 24  # cells across, for two regions side by side


class Model(NamedTuple):
    """A model whose region is asked for.

    Attributes:
        answers: None where it has none (yet).
        own: Whether it is the run's own.
        name: As it is shown.
    """

    answers: Answers | None
    own: bool
    name: str


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The chosen model's answers over the plane; beside them a second model's, where one is asked for."""
    data = scene.state.dataset
    if scene.beside and scene.beside != scene.chosen and size.width >= TWO_FROM:
        models = [_model(replace(scene, chosen=name), look) for name in (scene.beside, scene.chosen)]
        fields = dict(zip(("first", "second"), (model.name for model in models), strict=True))
        title = say(look.language, f"figure.region_two_{scene.part}", **fields)
    else:
        models = [_model(scene, look)]
        title = say(look.language, f"figure.region_title_{scene.part}", model=models[0].name)
    if not data.is_over_plane and not data.is_line:
        return no_plane(data, title, size, look)
    if len(models) == 1 and models[0].own and models[0].answers is None:
        seen = points.draw(scene, size, look)  # before the first run: what is there to be told apart
        return replace(seen, twin=f"{say(look.language, 'figure.idle')} {seen.twin}")
    return _side_by_side(title, models, scene, size, look)


def _model(scene: Scene, look: Look) -> Model:
    answers, own = answers_of(scene), is_own(scene)
    unasked = own_name(scene.state.run.experiment.model) if own else scene.chosen
    name = answers.name if answers else unasked
    return Model(answers, own, model_name(name, look.language, scene.state.dataset.task))


def _side_by_side(title: str, models: list[Model], scene: Scene, size: Size, look: Look) -> Figure:
    """A panel a model, parted by blank columns, each told in words; below them the keys that they share."""
    keys, data = Canvas(size, look), scene.state.dataset
    each = (size.width + 1) // len(models) - 1
    widths = [*[each] * (len(models) - 1), size.width - (each + 1) * (len(models) - 1)]
    told = [model.answers for model in models if model.answers is not None]
    rows = keys_below(keys, *_keys(told, scene, Size(each, size.height), look)) if told else 0
    panels = [
        _panel(model, scene, Size(width, size.height - rows), look) for model, width in zip(models, widths, strict=True)
    ]
    lines = [panel.rows() for panel, _ in panels]
    above = [tuple(chain(*([*line, Segment(" ")] for line in row[:-1]), row[-1])) for row in zip(*lines, strict=True)]
    twins = [twin for _, twin in panels]
    if told and data.is_over_plane:
        twins.append(plane_twin(data, look.language))
    return Figure(title, (*above, *keys.rows()[size.height - rows :]), " ".join(twins))


def _panel(model: Model, scene: Scene, size: Size, look: Look) -> tuple[Canvas, str]:
    """One model's region and what it says in words; or why there is none."""
    canvas, data = Canvas(size, look), scene.state.dataset
    if model.answers is None:
        text = say(look.language, "figure.idle" if model.own else "figure.not_fitted")
        write(canvas, text)
        return canvas, text
    if data.is_line:
        draw_line(canvas, model.answers, data, scene.part)
    elif canvas.width and canvas.height:
        _draw_plane(canvas, model.answers, data, scene.part)
    return canvas, _twin(model.answers, data, scene.part, look.language)


def _draw_plane(canvas: Canvas, answers: Answers, data: Dataset, shown: str) -> None:
    box = canvas.box
    draw_field(canvas, box, answers, data)
    if shown == NONE:
        return
    part = part_of(data, shown)
    draw_points(canvas, box, data, some_of(part, box), shown)
    wrong = wrong_rows(answers, shown, data)
    for row, column in places(part.inputs[wrong], data.bounds[:2], box):
        canvas.dot(row, column, WRONG, palette(canvas.look).wrong, bold=True)


def _keys(told: list[Answers], scene: Scene, size: Size, look: Look) -> tuple[list[Item], list[Item]]:
    """What is what in panels so wide: keys of the first row, and of a second one if there is room for it."""
    data, shown = scene.state.dataset, scene.part
    if data.is_line:
        return line_keys(shown, look), []
    second, part = plane_items(data, look), part_of(data, shown)
    some = some_of(part, Box(0, 0, size.width, size.height - key_rows(size.height)))
    if shown != NONE and len(some) < len(part):
        text = say(look.language, "figure.shown", some=len(some), rows=len(part))
        second.append((text, palette(look).faint))
    if not data.class_names:
        return [shade_item(*value_ends(data), look)], second
    wrong = [_wrong_count(answers, data, shown) for answers in told] if shown != NONE else []
    missed = [wrong_item(look, *wrong)] if wrong else []
    many, other = data.task == "multiclass", shown not in {TRAIN, NONE}
    if many and key_rows(size.height) == 1:
        return [*class_items(data, look, other=other, short=True), *surety.items(told, data, look, missed)], second
    return [*class_items(data, look, other=other), *missed], surety.items(told, data, look, second)


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
    return f"{said} {surety.twin(answers, data, language)}"
