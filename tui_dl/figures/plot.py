"""Curves. The only module that touches plotext, and the only door to it: a NaN there aborts the process."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import plotext

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 1e30  # beyond it plotext raises or aborts
STYLE_CODES = re.compile(r"\x1b\[[0-9;]*m")
MARKERS = {False: ("braille", "•"), True: ("*", "o")}  # by ascii: the first curve's, the second's
KEYS = {False: ("⠒⠒", "••"), True: ("**", "oo")}  # the same in a legend
DRAWING = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|+++++++++")


def curves(series: Sequence[Sequence[float]], width: int, height: int, *, ascii_only: bool = False) -> str:
    """A plot of curves over epochs 0, 1, 2, ... in `width` x `height` characters, without colour codes.

    Values that are not finite are left out. More points than two a column are thinned to each stretch's lowest and
    highest, so that no spike is lost.
    """
    figure = plotext.figure
    figure.clear()
    plotext.terminal.limit(False, False)
    figure.plot_size(width, height)
    for values, marker in zip(series, MARKERS[ascii_only], strict=False):
        points = thin([(x, y) for x, y in enumerate(values) if math.isfinite(y) and abs(y) < LARGEST], width)
        if points:
            xs, ys = zip(*points, strict=True)
            figure.draw(figure.signal(list(xs), list(ys), marker=marker).lines(True))
    drawn = STYLE_CODES.sub("", str(figure.build()))
    return drawn.translate(DRAWING) if ascii_only else drawn


def thin(points: list[tuple[int, float]], columns: int) -> list[tuple[int, float]]:
    """At most two points a column: the lowest and the highest of each stretch, in order."""
    if len(points) <= 2 * columns:
        return points
    kept = []
    for column in range(columns):
        stretch = points[column * len(points) // columns : (column + 1) * len(points) // columns]
        ends = {min(stretch, key=lambda point: point[1]), max(stretch, key=lambda point: point[1])}
        kept += sorted(ends)
    return kept
