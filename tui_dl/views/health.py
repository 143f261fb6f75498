"""How each layer fares: gradient, update, saturated and dead shares at the last epoch's end, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import PLAIN, Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.session.experiment import NetworkModel
from tui_dl.views.frame import figure, no_network, sentence
from tui_dl.views.health_course import draw_course, first_of
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.records import EpochRecord, LayerHealth
    from tui_dl.views.scene import Scene

ILL = 0.5  # a share of dead or saturated units from which the row is marked


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A line a layer; below it, where there is room, the same over all epochs."""
    title = say(look.language, "figure.health_title", epoch=scene.state.epochs)
    record = scene.state.last
    if not isinstance(scene.state.run.experiment.model, NetworkModel):
        return no_network(scene, title, size, look)
    if record is None or not record.layers:
        return sentence(title, say(look.language, "figure.no_epoch"), size, look)
    canvas = Canvas(size, look)
    drawn, hues = lines(that_fit(_columns(record.layers, look.language), canvas.width), 2), palette(look)
    if cell_len(drawn[0]) > canvas.width:
        drawn = lines(that_fit(_columns(record.layers, look.language), canvas.width))
    canvas.put(0, 0, drawn[0], Ink(hues.faint))
    for row, (text, layer) in enumerate(zip(drawn[1:], record.layers, strict=True), start=1):
        ill = max(layer.dead, layer.saturated) >= ILL
        canvas.put(row, 0, text, Ink(hues.wrong, bold=True) if ill else PLAIN)
    below = len(drawn) + 1
    draw_course(canvas, Box(below, 0, canvas.width, canvas.height - below), scene.state.records)
    told = _twin(record.layers, look.language)
    first = first_of(scene.state.records)
    return figure(title, canvas, told if first is None else f"{told} {_course_twin(first, record, look.language)}")


def _course_twin(first: EpochRecord, last: EpochRecord, language: str) -> str:
    """From where each layer's gradient has come to where it is, and its units that are stuck."""
    both = zip(first.layers, last.layers, strict=False)
    said = [
        say(
            language,
            "figure.health_course_layer",
            number=number,
            before=_short(before.gradient_norm),
            now=_short(now.gradient_norm),
            stuck_before=_percent(max(before.saturated, before.dead)),
            stuck_now=_percent(max(now.saturated, now.dead)),
        )
        for number, (before, now) in enumerate(both, start=1)
    ]
    return say(language, "figure.health_course_twin", epoch=first.epoch, listed="; ".join(said))


def _columns(layers: tuple[LayerHealth, ...], language: str) -> list[Column]:
    count = len(layers)
    return [
        Column(say(language, "figure.layer_heading"), tuple(str(number) for number in range(1, count + 1)), keep=9),
        Column(say(language, "figure.gradient"), tuple(_short(layer.gradient_norm) for layer in layers), keep=8),
        Column(say(language, "figure.update"), tuple(_short(layer.update_ratio) for layer in layers), keep=5),
        Column(say(language, "figure.saturated"), tuple(_percent(layer.saturated) for layer in layers), keep=6),
        Column(say(language, "figure.dead"), tuple(_percent(layer.dead) for layer in layers), keep=7),
    ]


def _short(value: float) -> str:
    return f"{value:.1e}" if value and not 0.001 <= abs(value) < 1000 else f"{value:.3f}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def _twin(layers: tuple[LayerHealth, ...], language: str) -> str:
    return " ".join(
        say(
            language,
            "figure.health_twin",
            number=number,
            gradient=_short(layer.gradient_norm),
            update=_short(layer.update_ratio),
            saturated=_percent(layer.saturated),
            dead=_percent(layer.dead),
        )
        for number, layer in enumerate(layers, start=1)
    )
