"""All models of a step by their score: how much is chance, and where the chosen one stands among them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.split import sealed_rows
from tui_dl.figures.bars import LEAST, Mark, draw_axis, draw_bars, range_of
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import LARGEST
from tui_dl.views.frame import figure, sentence
from tui_dl.views.keys import keys_above
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.records import Scores
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

FEW = 2  # from so many models on, it is worth asking how they are spread
PARTS, ROWS_EACH = ("validation", "test"), 7
HERE, MEAN = "▲", "┊"


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Bars of the models' scores on the validation part; below, on the test part, where it was opened for several."""
    title = say(look.language, "figure.runs_title", count=len(scene.runs))
    groups = {part: scores for part in PARTS if len(scores := _scores(scene, part)) >= FEW}
    if not groups:
        return sentence(title, say(look.language, "figure.no_runs"), size, look)
    canvas = Canvas(size, look)
    shown = [*groups] if canvas.height >= len(groups) * ROWS_EACH else [*groups][-1:]
    each = canvas.height // len(shown)
    for at, part in enumerate(shown):
        _draw_group(canvas, Box(at * each, 0, canvas.width, each), groups[part], scene, part)
    return figure(title, canvas, _twin(groups, scene, look))


def _scores(scene: Scene, part: str) -> list[float]:
    found = (_score(run, part) for run in scene.runs)
    return [score for score in found if score is not None]


def _score(run: RunState, part: str) -> float | None:
    """Accuracy, or R2; None where there is none, or none that can be drawn."""
    if part == "validation":
        scores: Scores | None = run.last.validation if run.last else None
    else:
        scores = run.judged.test if run.judged else None
    value = None if scores is None else scores.accuracy if scores.accuracy is not None else scores.r2
    return value if value is not None and math.isfinite(value) and abs(value) < LARGEST else None


def _draw_group(canvas: Canvas, box: Box, scores: list[float], scene: Scene, part: str) -> None:
    look, hues = canvas.look, palette(canvas.look)
    here, mean = _score(scene.state, part), float(np.mean(scores))
    colour = hues.validation if part == "validation" else hues.points[2]
    told = [(say(look.language, f"figure.runs_{part}", rows=_rows(scene, part)), colour)]
    marked = (
        [(f"{HERE} {say(look.language, 'figure.runs_here', score=numbers.score(here))}", "")]
        if here is not None
        else []
    )
    marked += [(f"{MEAN} {say(look.language, 'figure.runs_mean', score=numbers.score(mean))}", hues.faint)]
    inner = keys_above(canvas, box, told, marked)
    if inner.height < LEAST or inner.width < 1:
        return
    unit = 1 / _rows(scene, part) if scene.state.dataset.class_names else 0.0
    span = range_of([*scores, *([] if here is None else [here])], inner.width, unit)
    tallest = (
        say(look.language, "figure.runs_tallest", count=draw_bars(canvas, inner, scores, span, colour)),
        hues.faint,
    )
    if inner.row - box.row > 1:
        keys_above(canvas, box, [*told, tallest], marked)
    else:
        keys_above(canvas, box, told, [*marked, tallest])
    marks = [Mark(mean, MEAN, hues.faint)] + ([] if here is None else [Mark(here, HERE, "")])
    draw_axis(canvas, inner, span, marks)


def _rows(scene: Scene, part: str) -> int:
    data = scene.state.dataset
    return len(data.validation) if part == "validation" else sealed_rows(data)


def _twin(groups: dict[str, list[float]], scene: Scene, look: Look) -> str:
    said = []
    for part, scores in groups.items():
        fields = {"low": min(scores), "high": max(scores), "mean": float(np.mean(scores))}
        told = {name: numbers.score(value) for name, value in fields.items()}
        said.append(say(look.language, f"figure.runs_{part}_twin", count=len(scores), rows=_rows(scene, part), **told))
        here = _score(scene.state, part)
        if here is not None:
            said.append(say(look.language, "figure.runs_here_twin", score=numbers.score(here)))
    return " ".join(said)
