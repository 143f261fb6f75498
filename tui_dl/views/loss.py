"""Loss by epoch, on the training and on the validation part."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.axes import axes, column_of, curve, wider
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import LARGEST, Limits
from tui_dl.views.frame import Item, figure, legend, sentence
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.records import EpochRecord
    from tui_dl.session.run import RunChange
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

    Point = tuple[float, float]

KEYS = {False: ("⠒⠒", "••"), True: ("**", "oo")}  # by ascii: of training, of validation
LEGEND_FROM, HALF = 4, 0.5
GAP = 2  # cells between keys
SHORT_BELOW = 1000
MOST_NAMED = 5  # changes named in words


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Both curves over epochs, with a mark where a knob was changed."""
    title = say(look.language, "figure.loss_title")
    whole = scene.whole or scene.state  # the curve stays as it is while its past is looked at
    train, validation = points_of(whole.records)
    if not _finite(train) and not _finite(validation):
        key = "no_loss" if whole.records else "idle"
        return sentence(title, say(look.language, f"figure.{key}"), size, look)
    canvas = Canvas(size, look)
    changes = [(_epoch_of(change.step, whole.records), change) for change in whole.run.changes]
    series = (train, validation)
    forms = [_keys(series, look, bool(changes)), _keys(series, look), _keys(series, look, numbered=False)]
    items = next((form for form in forms if _width(form) <= canvas.width), forms[-1])
    rows = 1 if canvas.height >= LEGEND_FROM or canvas.height == 1 else 0
    if rows:
        legend(canvas, 0, items)
    box = Box(rows, 0, canvas.width, canvas.height - rows)
    marks = [(epoch, "▲") for epoch, _ in changes] + ([(scene.mark_epoch, "◆")] if scene.mark_epoch is not None else [])
    plot_losses(canvas, box, (train, validation), marks)
    return figure(title, canvas, _twin(whole, train, validation, changes, look.language))


def plot_losses(
    canvas: Canvas,
    box: Box,
    series: tuple[list[Point], list[Point]],
    marks: Sequence[tuple[float, str]] = (),
    unit: str = "",
) -> None:
    """Draw training and validation loss (epoch, loss) into `box`, and `marks` (epoch, glyph) on its lower axis.

    `unit` is the axis's name where it does not count epochs.
    """
    look, hues = canvas.look, palette(canvas.look)
    values = [y for points in series for _, y in _finite(points)]
    if not values:
        return
    low, high = wider(min(values), max(values))
    low = 0.0 if 0 <= min(values) < HALF * max(values) else low
    last = max(x for points in series for x, _ in points)
    limits = Limits(0.0, max(last, 1.0), low, high)
    inner = axes(canvas, box, limits, unit or say(look.language, "figure.epoch"), whole=True)
    for points, colour, marker in zip(series, (hues.train, hues.validation), (None, "•"), strict=True):
        curve(canvas, inner, limits, points, colour, marker)
    if inner.height < box.height:
        for place, glyph in marks:
            canvas.put(inner.row + inner.height, column_of(place, limits, inner), glyph, Ink(hues.wrong, bold=True))


def points_of(records: Sequence[EpochRecord]) -> tuple[list[Point], list[Point]]:
    """(epoch, loss) on the training and on the validation part; NaN where there is none."""
    train, validation = (
        [
            (float(record.epoch), math.nan if part.loss is None else part.loss)
            for record, part in zip(records, parts, strict=True)
        ]
        for parts in ([record.train for record in records], [record.validation for record in records])
    )
    return train, validation


def key_texts(look: Look) -> tuple[str, str]:
    """How the two curves are drawn, as a legend shows it."""
    return KEYS[look.ascii]


def _finite(points: list[Point]) -> list[Point]:
    return [(x, y) for x, y in points if math.isfinite(y) and abs(y) < LARGEST]


def _keys(
    series: tuple[list[Point], list[Point]], look: Look, changed: bool = False, *, numbered: bool = True
) -> list[Item]:
    hues, items = palette(look), []
    names = (("train", hues.train), ("validation", hues.validation))
    for key, (name, colour), points in zip(key_texts(look), names, series, strict=True):
        text = f"{key} {say(look.language, f'figure.{name}')}"
        items.append((f"{text} {_short(points[-1][1])}" if numbered else text, colour))
    return [*items, (f"▲ {say(look.language, 'figure.changed')}", hues.wrong)] if changed else items


def _width(items: list[Item]) -> int:
    return sum(cell_len(text) + GAP for text, _ in items) - GAP


def _short(value: float) -> str:
    """A loss in few cells."""
    return numbers.loss(value) if abs(value) < SHORT_BELOW else f"{value:.3g}".replace("e+", "e")


def _epoch_of(step: int, records: Sequence[EpochRecord]) -> float:
    """The epoch during which step number `step` (from 0) is taken, in parts of an epoch."""
    steps = [record.step for record in records]
    at = min(max(bisect_right(steps, step) - 1, 0), len(steps) - 1)
    start = records[at]
    if at + 1 < len(records):
        return start.epoch + (step - start.step) / max(records[at + 1].step - start.step, 1)
    return float(start.epoch)


def _twin(
    state: RunState, train: list[Point], validation: list[Point], changes: list[tuple[float, RunChange]], language: str
) -> str:
    finite = _finite(validation) or _finite(train)
    best = min(finite, key=lambda point: point[1])
    start = {"train": numbers.loss(train[0][1]), "validation": numbers.loss(validation[0][1])}
    end = {"train": numbers.loss(train[-1][1]), "validation": numbers.loss(validation[-1][1])}
    said = [
        say(language, "figure.loss_start", **start),
        say(language, "figure.loss_now", epoch=state.epochs, **end),
        say(language, "figure.loss_best", epoch=round(best[0]), loss=numbers.loss(best[1])),
    ]
    said += [
        say(
            language,
            "figure.loss_change",
            knob=change.knob,
            value=getattr(change.value, "make", change.value),
            epoch=f"{epoch:.1f}",
        )
        for epoch, change in changes[-MOST_NAMED:]
    ]
    return " ".join(said)
