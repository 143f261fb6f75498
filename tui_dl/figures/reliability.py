"""Belief beside truth, a bar for each bin of the probability that was given to the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT, TOO_SURE, TOO_MODEST, BELIEVED = "█", "░", "▓", "┆"


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows to whose answer a model gave a probability between `low` and `high`.

    Attributes:
        rows: How many there are, at least one.
        belief: Their mean probability.
        right: The share whose answer is right.
    """

    low: float
    high: float
    rows: int
    belief: float
    right: float


def draw_bins(canvas: Canvas, box: Box, bins: Sequence[Bin], step: int = 1) -> None:
    """A bar every `step` rows, as many as fit: up to the share that is right, the belief marked, what lies between."""
    hues = palette(canvas.look)
    if box.width < 1:
        return
    for number, one in enumerate(bins[: (box.height + step - 1) // step]):
        row = box.row + number * step
        right, belief = (round(min(max(share, 0.0), 1.0) * box.width) for share in (one.right, one.belief))
        both = min(right, belief)
        canvas.put(row, box.column, RIGHT * both, Ink(hues.train))
        canvas.put(row, box.column + both, TOO_SURE * (belief - both), Ink(hues.wrong))
        canvas.put(row, box.column + both, TOO_MODEST * (right - both), Ink(hues.best))
        canvas.dot(row, box.column + min(belief, box.width - 1), BELIEVED, hues.validation, bold=True)
