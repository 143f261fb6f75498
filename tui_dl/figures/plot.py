"""Curves as dots. The only module that touches plotext, and the only door to it: a NaN there aborts the process."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[float, float]

LARGEST = 1e30  # beyond it plotext raises or aborts
LEAST = 2  # cells across and rows, below which there is no room for a curve
SPIKE = 0.25  # of the height: a point so far from its neighbours' mean is a spike
ALIKE = 1e-6  # of that: two points always lie as far from their mean, but for their last digit
WIDEST_AT_TWO = 100  # above this width one point a column is enough, and keeps building short
STYLE_CODES = re.compile(r"\x1b\[[0-9;]*m")


class Limits(NamedTuple):
    """What the edges of a plot stand for; `log`: upwards, equal ways are equal factors, and `low` is above zero."""

    left: float
    right: float
    low: float
    high: float
    log: bool = False

    def up(self, y: float) -> float:
        """How far up a value stands, on the scale that is drawn; NaN where it has no place."""
        if not self.log:
            return y
        return math.log10(y) if 0.0 < y < math.inf else math.nan

    @property
    def ends(self) -> tuple[float, float]:
        """The lower and the upper edge on that scale."""
        return self.up(self.low), self.up(self.high)


def raster(points: Sequence[Point], limits: Limits, width: int, height: int, marker: str | None = None) -> list[str]:
    """`points` (x, y), sorted by x, in `height` rows of `width` characters, blank where nothing is.

    Without a `marker` they are joined to a thin line of braille dots, broken where a value is not finite; `*` is
    joined too, any other stands for itself. Many points are thinned so that no spike is lost.
    """
    blank = [" " * width] * height
    stretches = _stretches([(x, limits.up(y)) for x, y in points])
    if width < LEAST or height < LEAST or not stretches:
        return blank
    joined = marker in {None, "*"} and len(stretches) <= width
    if not joined:
        stretches = [[point for stretch in stretches for point in stretch]]
    import plotext  # noqa: PLC0415  a tenth of a second, which figures without a curve do not wait for

    figure = plotext.figure
    figure.clear()
    plotext.terminal.limit(False, False)
    figure.plot_size(width, height)
    figure.axes(False)
    for axis, ends in (("x", limits[:2]), ("y", limits.ends)):
        figure.ruler(axis).frequency(0)
        figure.ruler(axis).lim(*ends)
    each, far = 2 if joined and width <= WIDEST_AT_TWO else 1, (limits.ends[1] - limits.ends[0]) * SPIKE
    for stretch in stretches:
        columns = width if joined else (width + 1) // 2  # single marks leave room for the other curve
        share = max(1, columns * len(stretch) // sum(map(len, stretches)))
        xs, ys = zip(*thin(stretch, share, each, far), strict=True)
        signal = figure.signal(list(xs), list(ys), marker=marker or "braille")
        figure.draw(signal.lines(True) if joined and len(xs) > 1 else signal)
    drawn = STYLE_CODES.sub("", str(figure.build())).split("\n")
    return [row.ljust(width)[:width].replace("⠀", " ") for row in [*drawn, *blank][:height]]


def _stretches(points: Sequence[Point]) -> list[list[Point]]:
    """Runs of neighbours that may be drawn."""
    found: list[list[Point]] = [[]]
    for x, y in points:
        if math.isfinite(y) and abs(y) < LARGEST:
            found[-1].append((x, y))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def thin(points: list[Point], columns: int, each: int = 2, far: float = 0.0) -> list[Point]:
    """Few points a column.

    Args:
        points: (x, y), sorted by x.
        columns: How many stretches there are.
        each: 2 keeps the lowest and the highest of each stretch; 1 the farthest from its mean where that is
            farther than `far`, so that no spike is lost, else the nearest to it, and both ends of all.
        far: See `each`.
    """
    if len(points) <= each * columns:
        return points
    kept: list[Point] = []
    for column in range(columns):
        stretch = points[column * len(points) // columns : (column + 1) * len(points) // columns]
        if each == 1:
            kept.append(_one_of(stretch, far))
        else:
            kept += sorted({min(stretch, key=_height), max(stretch, key=_height)})
    return kept if each > 1 else sorted({points[0], *kept, points[-1]})


def _one_of(stretch: list[Point], far: float) -> Point:
    """The farthest from the mean, if that is far, else the nearest; of two alike the first."""
    mean = sum(y for _, y in stretch) / len(stretch)
    off = [abs(y - mean) for _, y in stretch]
    wanted = max(off) if max(off) > far else min(off)
    return next(point for point, distance in zip(stretch, off, strict=True) if abs(distance - wanted) <= far * ALIKE)


def _height(point: Point) -> float:
    return point[1]
