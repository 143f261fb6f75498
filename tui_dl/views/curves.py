"""What all curves over epochs share: their points, how they are drawn, and where the best epoch is."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from tui_dl.figures.axes import axes, column_of, curve, wider
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import LARGEST, Limits
from tui_dl.views.scene import LOG, SCORE
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.figure import Look
    from tui_dl.session.records import EpochRecord, Scores

    Point = tuple[float, float]
    Mark = tuple[float, str]  # epoch and glyph

KEYS = {False: ("⠒⠒", "••"), True: ("**", "oo")}  # by ascii: of training, of validation
CHANGED, LOOKED_AT, BEST, HERE = "▲", "◆", "★", "│"
HALF = 0.5
LEAST = 1e-300  # whose powers of ten are still exact
DECADE_ROOM = 1.2  # a factor beyond the ends of a logarithmic axis


def points_of(records: Sequence[EpochRecord], curves: str = "") -> tuple[list[Point], list[Point]]:
    """(epoch, loss, or with `SCORE` accuracy or R2) on training and validation part; NaN where there is none."""
    train, validation = (
        [(float(record.epoch), _value(part, curves)) for record, part in zip(records, parts, strict=True)]
        for parts in ([record.train for record in records], [record.validation for record in records])
    )
    return train, validation


def _value(scores: Scores, curves: str) -> float:
    value = scores.score if curves == SCORE else scores.loss
    return math.nan if value is None else value


def finite(points: Sequence[Point], curves: str = "") -> list[Point]:
    """Those that can be drawn; on a logarithmic axis only what is above zero."""
    low = 0.0 if curves == LOG else -LARGEST
    return [(x, y) for x, y in points if math.isfinite(y) and low < y < LARGEST]


def best_of(points: Sequence[Point], curves: str = "") -> Point | None:
    """The first epoch of the lowest loss, or of the highest score; None where there is none."""
    drawn = finite(points)
    if not drawn:
        return None
    return max(drawn, key=lambda point: point[1]) if curves == SCORE else min(drawn, key=lambda point: point[1])


def limits_of(series: Sequence[Sequence[Point]], curves: str = "") -> Limits | None:
    """Room for all of them, from epoch 0; None where nothing can be drawn."""
    drawn = [point for points in series for point in finite(points, curves)]
    if not drawn:
        return None
    last = max(1.0, *(x for points in series for x, _ in points))
    least, most = min(y for _, y in drawn), max(y for _, y in drawn)
    if curves == LOG:
        low = max(least / DECADE_ROOM, LEAST)
        return Limits(0.0, last, low, max(most, low) * DECADE_ROOM, log=True)
    low, high = wider(least, most)
    return Limits(0.0, last, 0.0 if 0 <= least < HALF * most else low, high)


def plot_losses(
    canvas: Canvas,
    box: Box,
    series: tuple[list[Point], list[Point]],
    marks: Sequence[Mark] = (),
    unit: str = "",
    curves: str = "",
    here: float | None = None,
) -> None:
    """Draw training and validation curve into `box`, with `marks` on its lower axis and a line at epoch `here`.

    `unit` is the axis's name where it does not count epochs.
    """
    look, hues, limits = canvas.look, palette(canvas.look), limits_of(series, curves)
    if limits is None:
        return
    inner = axes(canvas, box, limits, unit or say(look.language, "figure.epoch"), whole=True)
    if here is not None:
        for row in range(inner.height):
            canvas.put(inner.row + row, column_of(here, limits, inner), HERE, Ink(hues.faint))
    for points, colour, marker in zip(series, (hues.train, hues.validation), (None, "•"), strict=True):
        curve(canvas, inner, limits, points, colour, marker)
    if inner.height < box.height:
        for place, glyph in marks:
            ink = Ink(hues.best if glyph == BEST else hues.wrong, bold=True)
            canvas.put(inner.row + inner.height, column_of(place, limits, inner), glyph, ink)


def epoch_of(step: int, records: Sequence[EpochRecord]) -> float:
    """The epoch during which step number `step` (from 0) of a run with these records is taken, in parts of an epoch."""
    steps = [record.step for record in records]
    at = min(max(bisect_right(steps, step) - 1, 0), len(steps) - 1)
    start = records[at]
    if at + 1 < len(records):
        return start.epoch + (step - start.step) / max(records[at + 1].step - start.step, 1)
    return float(start.epoch)


def key_texts(look: Look) -> tuple[str, str]:
    """How the two curves are drawn, as a legend shows it."""
    return KEYS[look.ascii]
