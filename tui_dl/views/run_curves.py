"""Curves of several runs over each other, each in a colour and with a number of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_dl.figures.axes import axes, column_of, curve, row_of
from tui_dl.figures.canvas import PLAIN, Ink
from tui_dl.figures.palette import palette
from tui_dl.views.curves import finite, limits_of, points_of
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.figures.figure import Look
    from tui_dl.figures.plot import Limits
    from tui_dl.session.state import RunState

    Point = tuple[float, float]

MOST = 5  # runs at once: the palette has so many colours that are told apart
PLACES = 6  # of a run's number along its curve, without colour
PARTING = "┊"


class Shown(NamedTuple):
    """A run and the number that it has in the figure, from 1 in order of time."""

    number: int
    state: RunState


def colour_of(one: Shown, look: Look) -> str:
    """The colour of a run's curve and of all that speaks of it."""
    colours = palette(look).points
    return colours[(one.number - 1) % len(colours)]


def draw_curves(
    canvas: Canvas, box: Box, shown: Sequence[Shown], curves: str, *, since: int = 0, parting: float | None = None
) -> None:
    """Each run's curve on the validation part in its colour, its number where it ends.

    `since`: the first epoch that is drawn; `parting`: an epoch, in parts of one, at which a line stands.
    """
    series = [(one, finite(points_of(one.state.records, curves)[1], curves)) for one in shown]
    series = [(one, [point for point in points if point[0] >= since]) for one, points in series]
    limits = limits_of([points for _, points in series], curves)
    if limits is None:
        canvas.put(box.row, box.column, say(canvas.look.language, "figure.compared_no_loss"), PLAIN)
        return
    limits = limits._replace(left=float(since))
    inner = axes(canvas, box, limits, say(canvas.look.language, "figure.epoch"), whole=True)
    if parting is not None:
        for row in range(inner.height):
            column = column_of(parting, limits, inner)
            canvas.put(inner.row + row, column, PARTING, Ink(palette(canvas.look).faint))
    for one, points in series:
        curve(canvas, inner, limits, points, colour_of(one, canvas.look), None)
    _put_numbers(canvas, inner, limits, series)


def _put_numbers(canvas: Canvas, inner: Box, limits: Limits, series: Sequence[tuple[Shown, Sequence[Point]]]) -> None:
    """Where each curve ends, and without colour along the way; where two end in one place, side by side."""
    taken = set[tuple[int, int]]()
    for one, points in reversed(series):
        for place, (x, y) in enumerate(reversed(_numbered(points, one.number, canvas.look))):
            row, column = row_of(y, limits, inner), column_of(x, limits, inner)
            while (row, column) in taken and not place:
                column -= 1
            if (row, column) not in taken:
                canvas.put(row, column, str(one.number), Ink(colour_of(one, canvas.look), "", True))
                taken.add((row, column))


def _numbered(points: Sequence[Point], number: int, look: Look) -> list[Point]:
    """Where a curve has its number: at its end; without colour along the way too, each run at places of its own."""
    if look.colour:
        return list(points[-1:])
    stride = max(1, len(points) // PLACES)
    return [*points[stride * number // (MOST + 1) :: stride], *points[-1:]]
