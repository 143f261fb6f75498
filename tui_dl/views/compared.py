"""Several runs over each other: validation loss by epoch, and a line a run with the knobs in which they differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import BOLD, Box, Canvas, Ink, fitted
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.session.comparing import DATA, HAND, MODEL, differing, setting
from tui_dl.views.frame import figure, model_name, sentence
from tui_dl.views.run_curves import MOST, Shown, colour_of, draw_curves
from tui_dl.views.scene import LOG, SCORE
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

MOST_KNOBS = 6  # named; what differs beyond them is counted
LEAST_CHART = 5  # rows


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Curves above, the table below, the best on validation first; the run on screen is marked."""
    shown = runs_of(scene)
    key = {LOG: "compared_title_log", SCORE: "compared_title_score"}.get(scene.curves, "compared_title")
    title = say(look.language, f"figure.{key}")
    if not shown:
        return sentence(title, say(look.language, "figure.compared_none"), size, look)
    canvas = Canvas(size, look)
    names = differing([one.state.run for one in shown])
    ranked = sorted(shown, key=lambda one: -_rank(one.state))
    columns = _columns(ranked, names, scene, look)
    fitting = that_fit(columns, max(canvas.width, 1))
    also = _left_out(columns[1 : 1 + len(names[:MOST_KNOBS])], fitting, names[MOST_KNOBS:], look.language)
    also = "  ".join(filter(None, [also, _older(shown, scene, look.language)]))
    below = min(len(shown) + 1 + bool(also), canvas.height)
    above = canvas.height - below
    if above >= LEAST_CHART and canvas.width:
        draw_curves(canvas, Box(0, 0, canvas.width, above), shown, scene.curves)
    else:
        above = 0
    drawn = lines(fitting, 2)
    if cell_len(drawn[0]) > canvas.width:
        drawn = lines(fitting)
    canvas.put(above, 0, drawn[0], Ink(palette(look).faint))
    for row, one in enumerate(ranked, start=above + 1):
        canvas.put(row, 0, drawn[row - above], Ink(colour_of(one, look)))
        if one.state.id == scene.state.id:
            canvas.put(row, 0, drawn[row - above], BOLD if not look.colour else Ink(colour_of(one, look), "", True))
    canvas.put(above + len(drawn), 0, fitted(also, canvas.width), Ink(palette(look).faint))
    return figure(title, canvas, _twin(ranked, names, look))


def _left_out(knobs: Sequence[Column], shown: Sequence[Column], further: Sequence[str], language: str) -> str:
    """The knobs that differ, too, but have no column, by name; "" where all have one."""
    named = [knob.heading for knob in knobs if knob not in shown] + [_named(name, language) for name in further]
    return say(language, "figure.compared_also", names=", ".join(named)) if named else ""


def _older(shown: Sequence[Shown], scene: Scene, language: str) -> str:
    """That not all runs are shown, where that is so."""
    count = len(_distinct(scene))
    return say(language, "figure.compared_newest", shown=len(shown), runs=count) if count > len(shown) else ""


def runs_of(scene: Scene) -> list[Shown]:
    """The newest runs of at least one epoch, the one on screen last."""
    return [Shown(number, one) for number, one in enumerate(_distinct(scene)[-MOST:], start=1)]


def _distinct(scene: Scene) -> list[RunState]:
    """All of them, of those that were repeated the latest."""
    states = {one.id: one for one in (*scene.runs, scene.state) if one.last is not None}
    ordered = sorted(states.values(), key=lambda one: one.id != scene.state.id, reverse=True)
    again = (any(one.run == later.run for later in ordered[at + 1 :]) for at, one in enumerate(ordered))
    return [one for one, repeated in zip(ordered, again, strict=True) if not repeated]


def _rank(state: RunState) -> float:
    score = state.last.validation.score if state.last else None
    return score if score is not None and math.isfinite(score) else -math.inf


def _columns(ranked: Sequence[Shown], names: Sequence[str], scene: Scene, look: Look) -> list[Column]:
    language = look.language
    score = say(language, "figure.accuracy") if scene.state.dataset.class_names else "R2"
    marks = tuple(f"{'▶' if one.state.id == scene.state.id else ' '}{one.number}" for one in ranked)
    knobs = [
        Column(_named(name, language), tuple(_value(one, name, language) for one in ranked), keep=20 - place)
        for place, name in enumerate(names[:MOST_KNOBS])
    ]
    return [
        Column("", marks, left=True, keep=30),
        *knobs,
        Column(score, tuple(_score(one.state) for one in ranked), keep=29),
        Column(say(language, "figure.compared_loss"), tuple(_loss(one.state) for one in ranked), keep=28),
        Column(say(language, "figure.compared_train"), tuple(_score(one.state, "train") for one in ranked), keep=9),
        Column(say(language, "figure.compared_epochs"), tuple(str(one.state.epochs) for one in ranked), keep=10),
    ]


def _named(name: str, language: str) -> str:
    """What differs, by name."""
    return say(language, f"figure.compared_{name}" if name == HAND else f"knob.{name.replace('.', '_')}")


def _value(one: Shown, name: str, language: str) -> str:
    value = setting(one.state.run, name)
    if name == MODEL:
        return model_name(str(value), language, one.state.dataset.task)
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "0"
    if value is None:
        return "-"
    return f"{value:g}" if isinstance(value, float) and name != DATA else str(value)


def _score(state: RunState, part: str = "validation") -> str:
    score = getattr(state.last, part).score if state.last else None
    return numbers.short_score(score)


def _loss(state: RunState) -> str:
    loss = state.last.validation.loss if state.last else None
    return numbers.loss(loss) if loss is not None and math.isfinite(loss) else "-"


def _twin(ranked: Sequence[Shown], names: Sequence[str], look: Look) -> str:
    language = look.language
    said = []
    for one in ranked:
        knobs = ", ".join(f"{_named(name, language)} {_value(one, name, language)}" for name in names[:MOST_KNOBS])
        fields = {"number": one.number, "score": _score(one.state), "loss": _loss(one.state)}
        knobs = knobs or say(language, "figure.compared_alike")
        said.append(say(language, "figure.compared_twin", knobs=knobs, epochs=one.state.epochs, **fields))
    return " ".join(said)
