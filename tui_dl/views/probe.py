"""How much of the answer each layer holds: a linear classifier on its outputs, scored on the validation part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.session.inspection import network_of, probe
from tui_dl.views.frame import figure, no_network, sentence
from tui_dl.views.keys import goal_item, legend
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

LEAST_BAR, MOST_BAR = 4, 50
SCORE_CELLS = 5


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A bar a layer, the inputs first; every second row empty where there is room."""
    title = say(look.language, "figure.probe_title")
    network, data = network_of(scene.state), scene.state.dataset
    if network is None:
        return no_network(scene, title, size, look)
    if not data.class_names:
        return sentence(title, say(look.language, "figure.no_classes"), size, look)
    canvas = Canvas(size, look)
    layers = range(len(network.layers))
    scores = [(_name(layer, look.language), _probed(scene.state, layer)) for layer in layers]
    named = max(cell_len(name) for name, _ in scores)
    step = 2 if canvas.height >= 2 * len(scores) else 1
    for number, (name, score) in enumerate(scores):
        _draw_bar(canvas, number * step, (name, score), named, scene.goal)
    if scene.goal is not None and len(scores) * step < canvas.height:
        legend(canvas, len(scores) * step, [goal_item(scene.goal, look)])
    return figure(title, canvas, _twin(scores, look.language))


def _name(layer: int, language: str) -> str:
    return say(language, "figure.layer", number=layer) if layer else say(language, "figure.inputs")


def _probed(state: RunState, layer: int) -> float | None:
    """The probe's score; None where the layer's outputs are too wild for one."""
    with np.errstate(all="ignore"):
        try:
            return probe(state, layer)
        except (np.linalg.LinAlgError, ValueError):
            return None


def _draw_bar(canvas: Canvas, row: int, entry: tuple[str, float | None], named: int, goal: float | None) -> None:
    (name, score), hues = entry, palette(canvas.look)
    canvas.put(row, 0, name)
    text = "-" if score is None else numbers.score(score)
    column = canvas.put(row, named + 1, text.rjust(SCORE_CELLS)) + 1
    room = min(canvas.width - column, MOST_BAR)
    if room < LEAST_BAR or score is None:
        return
    full = round(min(max(score, 0.0), 1.0) * room)
    canvas.put(row, column, "▰" * full, Ink(hues.train))
    canvas.put(row, column + full, "▱" * (room - full), Ink(hues.faint))
    if goal is not None and 0 <= goal <= 1:
        canvas.dot(row, column + min(round(goal * room), room - 1), "│", hues.wrong)


def _twin(scores: list[tuple[str, float | None]], language: str) -> str:
    listed = ", ".join(f"{name} {'-' if score is None else numbers.score(score)}" for name, score in scores)
    return say(language, "figure.probe_twin", listed=listed)
