"""How a forest votes: over the plane, or its accuracy as tree after tree joins in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import axes, curve, row_of, wider
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.field import halves, levels_of, paint, two_class_scale
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.figures.surety import paint_classes
from tui_dl.session.classical.process import REGION_SHAPE
from tui_dl.session.experiment import ClassicModel
from tui_dl.views import surety
from tui_dl.views.frame import figure, fitting, sentence
from tui_dl.views.keys import class_items, keys_below, legend, plane_items, plane_twin
from tui_dl.views.points import draw_points, some_of
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.classical.voting import Voting
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

LEGEND_FROM = 4
AGREED = 0.75  # share of votes from which the trees count as agreed


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The forest of the run, else the one that was fitted beside it."""
    language, data = look.language, scene.state.dataset
    voting = _voting(scene)
    if voting is None:
        own = _is_forest(scene)
        title = say(language, "figure.model_forest")
        return sentence(title, say(language, "figure.idle" if own else "figure.not_fitted"), size, look)
    canvas = Canvas(size, look)
    if voting.shares:
        shares = np.frombuffer(voting.shares, np.float32).reshape(-1, *REGION_SHAPE)
        _draw_plane(canvas, shares, data)
        forms = ("forest_votes_title", "forest_votes_title_short")
        title = fitting(size, *(say(language, f"figure.{form}", trees=len(voting.together)) for form in forms))
        return figure(title, canvas, f"{_twin(voting, language, shares)} {plane_twin(data, language)}")
    _draw_course(canvas, voting)
    score = say(language, f"ui.{'accuracy' if data.class_names else 'r2'}")
    return figure(say(language, "figure.forest_title", score=score), canvas, _twin(voting, language))


def _is_forest(scene: Scene) -> bool:
    model = scene.state.run.experiment.model
    return isinstance(model, ClassicModel) and model.method == "forest"


def _voting(scene: Scene) -> Voting | None:
    own = (scene.state.fit,) if scene.state.fit is not None else ()
    return next((fit.voting for fit in (*own, *scene.all_fits) if fit.voting is not None), None)


def _draw_plane(canvas: Canvas, shares: Array, data: Dataset) -> None:
    look = canvas.look
    split = (say(look.language, "figure.forest_split"), palette(look).faint)
    items = [*class_items(data, look), split if data.task == "binary" else surety.votes_key(look)]
    rows = keys_below(canvas, items, plane_items(data, look))
    box = Box(0, 0, canvas.width, canvas.height - rows)
    if min(box.width, box.height) < 1:
        return
    classes, down, across = shares.shape
    up = np.arange(halves(box))[::-1] * down // halves(box)
    seen = shares[:, up][:, :, np.arange(box.width) * across // box.width]
    if data.task == "binary":
        paint(canvas, box, levels_of(seen[1], 0.0, 1.0), two_class_scale(look))
    else:
        paint_classes(canvas, box, seen.argmax(axis=0), seen.max(axis=0), classes)
    draw_points(canvas, box, data, some_of(data.train, box))


def _draw_course(canvas: Canvas, voting: Voting) -> None:
    """The vote's score after each tree, and a dotted line where one tree alone stands."""
    look, hues = canvas.look, palette(canvas.look)
    rows = 1 if canvas.height >= LEGEND_FROM else 0
    if rows:
        together = say(look.language, "figure.forest_together", score=numbers.score(voting.together[-1]))
        alone = say(look.language, "figure.forest_alone", score=numbers.score(voting.alone))
        key = "**" if look.ascii else "⠒⠒"
        legend(canvas, 0, [(f"{key} {together}", hues.validation), (f"·· {alone}", hues.faint)])
    trees = len(voting.together)
    low, high = wider(min(*voting.together, voting.alone), max(*voting.together, voting.alone))
    limits = Limits(0.0, float(trees), low, high)
    box = Box(rows, 0, canvas.width, canvas.height - rows)
    inner = axes(canvas, box, limits, say(look.language, "figure.unit_trees"), whole=True)
    line = row_of(voting.alone, limits, inner)
    for column in range(0, inner.width, 2):
        canvas.dot(line, inner.column + column, "·", hues.faint)
    points = [(float(number), score) for number, score in enumerate(voting.together, 1)]
    curve(canvas, inner, limits, points, hues.validation, None if trees > 1 else "•")


def _twin(voting: Voting, language: str, shares: Array | None = None) -> str:
    scores = {"together": numbers.score(voting.together[-1]), "alone": numbers.score(voting.alone)}
    said = [say(language, "figure.forest_twin", trees=len(voting.together), **scores)]
    if voting.disagreement is not None:
        said.append(say(language, "figure.forest_disagreement", share=numbers.score(voting.disagreement)))
    if shares is not None:
        split = round(100 * float((shares.max(axis=0) < AGREED).mean()))
        said.append(say(language, "figure.forest_split_twin", percent=split))
    return " ".join(said)
