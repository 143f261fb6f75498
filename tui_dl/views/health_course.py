"""How each layer has fared, epoch by epoch: gradient, update, saturated and dead share as small charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.figures.axes import axes, column_of, curve, row_of
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits, thin
from tui_dl.views.curves import finite, limits_of
from tui_dl.views.scene import LOG
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.records import EpochRecord

    Point = tuple[float, float]

CHARTS = (  # what of a layer, and whether it is a share of 1; others are drawn on a logarithmic axis
    ("gradient_norm", "gradient", False),
    ("update_ratio", "update", False),
    ("saturated", "saturated", True),
    ("dead", "dead", True),
)
LEAST_WIDTH, LEAST_HEIGHT = 26, 6  # of a chart with its name
GAP = 2
MOST_SMOOTH = 4  # lines in a chart: each takes about two milliseconds
MOST_LAYERS = 9  # whose numbers are one digit


def draw_course(canvas: Canvas, box: Box, records: Sequence[EpochRecord]) -> None:
    """As many charts as fit into `box`, each with a line a layer; the layer's number stands at its end."""
    known = [record for record in records if record.layers]
    across = max((count for count in (2, 4) if (LEAST_WIDTH + GAP) * count - GAP <= box.width), default=1)
    down = min(-(-len(CHARTS) // across), box.height // LEAST_HEIGHT)
    if len(known) <= 1 or box.width < LEAST_WIDTH or down < 1:
        return
    wide, tall = (box.width + GAP) // across - GAP, box.height // down
    for at, chart in enumerate(CHARTS[: across * down]):
        row, column = divmod(at, across)
        _draw_chart(canvas, Box(box.row + row * tall, box.column + column * (wide + GAP), wide, tall), known, chart)


def _draw_chart(canvas: Canvas, box: Box, records: list[EpochRecord], chart: tuple[str, str, bool]) -> None:
    (field, name, is_share), look = chart, canvas.look
    series = _series(records, field)
    epoch, kind = say(look.language, "figure.epoch"), "" if is_share else say(look.language, "figure.log_axis")
    canvas.put(box.row, box.column, f"{say(look.language, f'figure.{name}')}{kind}"[: box.width], Ink(bold=True))
    last = float(records[-1].epoch)
    limits = Limits(0.0, max(last, 1.0), -0.05, 1.05) if is_share else limits_of(series, LOG)
    if limits is None:  # a gradient of nothing but zeros has no place on a logarithmic axis
        canvas.put(box.row + 1, box.column, say(look.language, "figure.all_zero"), Ink(palette(look).faint))
        return
    inner = axes(canvas, Box(box.row + 1, box.column, box.width, box.height - 1), limits, epoch, whole=True)
    colours = palette(look).points
    drawn = [finite(points, "" if is_share else LOG) for points in series]
    for number, points in enumerate(drawn):
        colour = colours[number % len(colours)]
        if is_share or len(drawn) > MOST_SMOOTH:
            _draw_flat(canvas, inner, limits, points, colour)
        else:
            curve(canvas, inner, limits, points, colour, None)
    for number, points in enumerate(drawn[:MOST_LAYERS]):
        for x, y in points[-1:]:
            place = row_of(y, limits, inner), max(column_of(x, limits, inner) - number, inner.column)
            canvas.put(*place, str(number + 1), Ink(colours[number % len(colours)], bold=True))


def _draw_flat(canvas: Canvas, box: Box, limits: Limits, points: list[Point], colour: str) -> None:
    """A dash a column: for what mostly stays where it is, and where smooth lines would take too long."""
    for x, y in thin(points, box.width, each=1):
        canvas.dot(row_of(y, limits, box), column_of(x, limits, box), "─", colour)


def _series(records: Sequence[EpochRecord], field: str) -> list[list[Point]]:
    """(epoch, value) of each layer, as far as it was there."""
    layers = max(len(record.layers) for record in records)
    return [
        [(float(one.epoch), float(getattr(one.layers[at], field))) for one in records if at < len(one.layers)]
        for at in range(layers)
    ]


def first_of(records: Sequence[EpochRecord]) -> EpochRecord | None:
    """The first epoch of which the layers' health is known, where there is a later one."""
    known = [record for record in records if record.layers]
    return known[0] if len(known) > 1 else None
