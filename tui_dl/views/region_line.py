"""One input, one value: the model as a curve through the points, with what it misses each of them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import column_of, curve, row_of
from tui_dl.figures.canvas import Ink
from tui_dl.figures.palette import palette
from tui_dl.views.points import draw_values, part_of, value_axes
from tui_dl.views.scene import NONE, TRAIN
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.figures.figure import Look
    from tui_dl.figures.plot import Limits
    from tui_dl.views.keys import Item
    from tui_dl.views.models import Answers

CROWDED = 2  # residuals a column at most, those that miss most first


def draw_line(canvas: Canvas, answers: Answers, data: Dataset, shown: str) -> None:
    """Points of a part, residuals, and the curve."""
    box, limits = value_axes(canvas, canvas.box, data)
    if min(box.width, box.height) < 1:
        return
    if shown != NONE:
        _draw_residuals(canvas, box, limits, answers, part_of(data, shown))
        draw_values(canvas, box, limits, data, shown)
    xs = np.linspace(limits.left, limits.right, max(2 * box.width, 2))
    said = answers.ask(xs[:, None])
    inside = np.where((said >= limits.low) & (said <= limits.high), said, np.nan)
    pairs = zip(xs.tolist(), inside.tolist(), strict=True)
    curve(canvas, box, limits, list(pairs), palette(canvas.look).train, None)


def _draw_residuals(canvas: Canvas, box: Box, limits: Limits, answers: Answers, part: Part) -> None:
    """From each point straight to what the model says there."""
    said = np.clip(answers.ask(part.inputs), limits.low, limits.high)
    missed = np.abs(said - part.targets.astype(float))
    for row in np.argsort(-missed)[: CROWDED * box.width].tolist():
        column = column_of(float(part.inputs[row, 0]), limits, box)
        ends = [row_of(float(value), limits, box) for value in (said[row], part.targets[row])]
        for at in range(min(ends), max(ends) + 1):
            canvas.put(at, column, "│", Ink(palette(canvas.look).faint))


def line_keys(shown: str, look: Look) -> list[Item]:
    """What is what, with the points of the part that is `shown`."""
    hues, key = palette(look), "**" if look.ascii else "⠒⠒"
    items = [(f"{key} {say(look.language, 'figure.answer')}", hues.train)]
    if shown != NONE:
        mark = "•" if shown == TRAIN else "◆"
        items += [
            (f"{mark} {say(look.language, f'figure.{shown}')}", hues.validation),
            (f"│ {say(look.language, 'figure.residual')}", hues.faint),
        ]
    return items
