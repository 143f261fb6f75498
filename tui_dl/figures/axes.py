"""Axes with round numbers, and what is drawn between them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import LARGEST, Limits, raster

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS_A_TICK, CELLS_A_TICK = 3, 9
LEAST_WIDTH, LEAST_HEIGHT = 18, 5
MOST_DECIMALS = 6
MOST_AT_ONCE = 5  # a factor between the ends below which powers of ten would be too few
LEAST_ROOM = 1e-300  # beside a value too small to have a share
LEAST_NUMBERS = 2  # on an axis, for its name to be worth the place of another


def ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[tuple[float, str]]:
    """At most `most` (at least 2) round numbers from `low` to `high`, each as it is written, if those are numbers."""
    if not 0.0 <= high - low < math.inf:
        return []
    most = max(most, 2)
    rough = (high - low) / most or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * size for size in (1, 2, 5, 10, 20) if _count(low, high, power * size) <= most)
    step = max(step, 1.0) if whole else step
    first = math.ceil(low / step - 1e-9)
    places = [step * number for number in range(first, math.floor(high / step + 1e-9) + 1)]
    return [(place, _written(place, step)) for place in places]


def powers(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """At most `most` (at least 2) places on a logarithmic axis, from `low` (above 0) to `high`.

    Powers of ten; where there is room, numbers between them too.
    """
    if high < MOST_AT_ONCE * low:
        return [(place, text) for place, text in ticks(low, high, most) if place > 0]
    ends, most = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1), max(most, 2)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        found = [digit * 10.0**power for power in ends for digit in digits]
        found = [place for place in found if low <= place <= high]
        if len(found) <= most:
            break
    stride = math.ceil(len(found) / most) or 1
    return [
        (place, f"{place:.0e}".replace("e+0", "e").replace("e-0", "e-") if _far(place) else f"{place:g}")
        for place in found[::stride]
    ]


def _far(place: float) -> bool:
    return place >= 1e5 or place < 1e-4


def _count(low: float, high: float, step: float) -> int:
    return math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1


def _written(place: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    far_from_zero = abs(place) >= 1000 * step  # short powers would make neighbours look alike
    if abs(place) >= 1e5 or (place and step < 1e-4 and (decimals > MOST_DECIMALS or not far_from_zero)):
        return f"{place:.0e}".replace("e+0", "e").replace("e-0", "e-")
    return f"{place:.{decimals}f}"


def wider(low: float, high: float, share: float = 0.05) -> tuple[float, float]:
    """Ends with some room on both sides; never equal, and never beyond what can be drawn."""
    low, high = (0.0 if math.isnan(end) else min(max(end, -LARGEST), LARGEST) for end in (low, high))
    room = max((high - low) * share or abs(high) * share or 1.0, LEAST_ROOM)
    return low - room, high + room


def axes(canvas: Canvas, box: Box, limits: Limits, name: str, *, whole: bool = False, rising: bool = True) -> Box:
    """Draw both axes at the edge of `box`, with `name` under the lower one, and give the room that is left.

    Where there is little room nothing is drawn. `whole`: only whole numbers across; `rising`:
    numbers beside the upright axis too.
    """
    if box.width < LEAST_WIDTH or box.height < LEAST_HEIGHT:
        return box
    marked = powers if limits.log else ticks
    rise = marked(limits.low, limits.high, (box.height - 2) // ROWS_A_TICK + 1) if rising else []
    margin = max((len(text) for _, text in rise), default=0)
    inner = Box(box.row, box.column + margin + 1, box.width - margin - 1, box.height - 2)
    faint = Ink(palette(canvas.look).faint)
    for row in range(inner.height):
        canvas.put(inner.row + row, inner.column - 1, "│", faint)
    for place, text in rise:
        row = row_of(place, limits, inner)
        canvas.put(row, box.column, text.rjust(margin), faint)
        canvas.put(row, inner.column - 1, "┤", faint)
    bottom = inner.row + inner.height
    canvas.put(bottom, inner.column - 1, "└" + "─" * inner.width, faint)
    _put_numbers(canvas, inner, box.column + box.width, limits, (name, whole))
    return inner


def _put_numbers(canvas: Canvas, inner: Box, edge: int, limits: Limits, named: tuple[str, bool]) -> None:
    """Numbers below the axis, and its name at the right end: there it stays, though a number gives way to it."""
    (name, whole), faint = named, Ink(palette(canvas.look).faint)
    bottom, taken, found = inner.row + inner.height, 0, []
    for place, text in ticks(limits.left, limits.right, inner.width // CELLS_A_TICK + 1, whole=whole):
        column = column_of(place, limits, inner)
        canvas.put(bottom, column, "┬", faint)
        start = min(max(column - len(text) // 2, taken), edge - len(text))
        if start >= taken:
            found.append((start, text))
            taken = start + len(text) + 1
    start = edge - cell_len(name)
    left = [(column, text) for column, text in found if column + len(text) < start]
    if name and (len(left) >= LEAST_NUMBERS or left == found):
        found = [*left, (start, name)]
    for column, text in found:
        canvas.put(bottom + 1, column, text, faint)


def column_of(x: float, limits: Limits, box: Box) -> int:
    """The column of the canvas where `x` lies, inside `box`."""
    return box.column + _steps(x - limits.left, limits.right - limits.left, box.width)


def row_of(y: float, limits: Limits, box: Box) -> int:
    """The row of the canvas where `y` lies, inside `box`."""
    low, high = limits.ends
    return box.row + _steps(high - limits.up(y), high - low, box.height)


def _steps(way: float, whole: float, cells: int) -> int:
    """How many cells `way` is from the first, of `cells` that span `whole`; what is no number stays at the first."""
    share = way / (whole or 1.0)
    return round(min(max(share, 0.0), 1.0) * (cells - 1)) if share == share and cells > 0 else 0  # noqa: PLR0124  NaN


def curve(
    canvas: Canvas, box: Box, limits: Limits, points: Sequence[tuple[float, float]], colour: str, marker: str | None
) -> None:
    """Draw points into `box`, over what is there: joined (no marker), or each as `marker`."""
    if canvas.look.ascii:
        marker = "o" if marker else "*"
    for row, text in enumerate(raster(points, limits, box.width, box.height, marker)):
        for column, char in enumerate(text):
            if char != " ":
                canvas.dot(box.row + row, box.column + column, char, colour)
