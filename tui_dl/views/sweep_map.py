"""A sweep as a field of shaded cells: a setting down, one across, in each the mean validation score and its spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import BOLD, Canvas, Ink, fitted
from tui_dl.figures.palette import mix, palette
from tui_dl.figures.score_map import shade_of
from tui_dl.session.sweeps.grid import best_of
from tui_dl.views import sweep
from tui_dl.views.frame import figure, sentence
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.sweeps.grid import Axis, PointResult

SPREAD = "0.000-0.000"
LEAST_SHADED = -1.0  # R2 or accuracy; what is worse gets no shade of its own
GAP = 2
TWO_ROWS, MOST_ROWS = 2, 4  # of a cell, where there is room: the mean above, lowest and highest below, and air
LEAST_SHADE, MOST_SHADE = 2, 9  # characters across the shaded part


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells stand: how many are down and across, which are in sight, how wide and how high each is.

    `shade` is how much of the width is shaded: the numbers stand beside it, or the second row of them below.
    """

    down: tuple[str, ...]
    across: tuple[str, ...]
    first: tuple[int, int]
    shown: tuple[int, int]
    head: int
    width: int
    height: int
    shade: int

    def point_at(self, column: int, row: int) -> int | None:
        """Which point stands in that cell of the canvas."""
        place, down = (column - self.head) // (self.width + GAP), (row - 1) // self.height
        if column < self.head or row < 1 or place >= self.shown[1] or down >= self.shown[0]:
            return None
        return (self.first[0] + down) * len(self.across) + self.first[1] + place


def draw(
    axes: Sequence[Axis],
    results: Sequence[PointResult],
    at: int,
    name: str,
    size: Size,
    look: Look,
) -> Figure:
    """The field, round the point `at`, which has brackets; the best has a star. `name` is what is scored."""
    across = axes[1].knob if len(axes) > 1 else "-"
    title = say(look.language, "sweep.map_title", score=name, down=axes[0].knob, across=across)
    if not results:
        return sentence(title, say(look.language, "sweep.nothing_yet"), size, look)
    canvas, grid = Canvas(size, look), _grid(axes, at, size)
    found = {result.point: result for result in results}
    means = [max(result.mean, LEAST_SHADED) for result in results]
    best, span = best_of(results).point, (min(means), max(means))
    for place in range(grid.shown[1]):
        label = fitted(grid.across[grid.first[1] + place], grid.width)
        canvas.put(0, _column(grid, place), label, Ink(palette(look).faint))
    for row in range(grid.shown[0]):
        down = grid.first[0] + row
        canvas.put(1 + row * grid.height, 0, fitted(grid.down[down], grid.head), Ink(palette(look).faint))
        for place in range(grid.shown[1]):
            point = down * len(grid.across) + grid.first[1] + place
            where = 1 + row * grid.height, _column(grid, place)
            marks = point == at, point == best
            _cell(canvas, grid, where, found.get(point), span, marks)
    _legend(canvas, grid)
    return figure(title, canvas, "\n".join(_twin(axes, found, at, look.language)))


def _grid(axes: Sequence[Axis], at: int, size: Size) -> _Grid:
    down, across = axes[0].written, axes[1].written if len(axes) > 1 else ("",)
    head = max(4, min(16, max(map(cell_len, down)))) + 1
    width = max(len(SPREAD), min(14, max(map(cell_len, across))))
    wide = max(1, (size.width - head + 1) // (width + GAP))
    room = max(1, size.height - 1)
    height = max(1, min(MOST_ROWS, room // len(down)))
    shown = min(len(down), max(1, room // height)), min(len(across), wide)
    spare = (size.width - head) // shown[1] - GAP - len(SPREAD) - 1
    shade = min(spare, MOST_SHADE) if spare > LEAST_SHADE else LEAST_SHADE
    width = max(width, len(SPREAD) + 1 + shade if spare > LEAST_SHADE else 0)
    row, column = divmod(at, len(across))
    first = _first(row, shown[0], len(down)), _first(column, shown[1], len(across))
    return _Grid(down, across, first, shown, head, width, height, shade)


def point_at(axes: Sequence[Axis], at: int, size: Size, column: int, row: int) -> int | None:
    """Which point is drawn in a cell of a canvas of that size, while the cursor is `at`; None: none is."""
    return _grid(axes, at, size).point_at(column, row)


def _first(at: int, shown: int, total: int) -> int:
    """The first of `shown` of `total` that keeps `at` in sight."""
    return max(0, min(at - shown // 2, total - shown))


def _column(grid: _Grid, place: int) -> int:
    return grid.head + place * (grid.width + GAP)


def _cell(
    canvas: Canvas,
    grid: _Grid,
    where: tuple[int, int],
    result: PointResult | None,
    span: tuple[float, float],
    marks: tuple[bool, bool],
) -> None:
    row, column = where
    here, best = marks
    left, right = ("[", "]") if here else (" ", " ")
    if result is None:
        canvas.put(row, column, f"{left}-{right}", BOLD if here else Ink(palette(canvas.look).faint))
        return
    low, high = span
    mean = max(result.mean, LEAST_SHADED)
    share = (mean - low) / (high - low) if high > low else 1.0
    shade = shade_of(mean, low, high, ascii_only=canvas.look.ascii) * grid.shade
    ink = Ink(mix(palette(canvas.look).neutral, palette(canvas.look).positive, 0.25 + 0.75 * share))
    beside = grid.shade > LEAST_SHADE
    for line in range(max(1, min(grid.height, MOST_ROWS - 1)) if beside else 1):
        canvas.put(row + line, column, shade, ink)
    star = "*" if best else " "
    text = f"{left}{_short(result.mean)}{star}{right}"
    canvas.put(row, column + grid.shade, text, BOLD if here or best else Ink())
    if grid.height >= TWO_ROWS:
        column += grid.shade + 1 if beside else 0
        canvas.put(row + 1, column, "-".join(map(_short, result.ends)), Ink(palette(canvas.look).faint))


def _legend(canvas: Canvas, grid: _Grid) -> None:
    """What the marks mean, where a row is left for it."""
    row = 1 + grid.shown[0] * grid.height
    if row < canvas.height:
        told = [say(canvas.look.language, "sweep.legend")]
        if grid.height >= TWO_ROWS:
            told.append(say(canvas.look.language, "sweep.legend_spread"))
        canvas.put(min(row + 1, canvas.height - 1), 0, "   ".join(told), Ink(palette(canvas.look).faint))


def _short(score: float) -> str:
    """A score in five cells; of what blew up, that it is far below."""
    return numbers.score(score) if score > LEAST_SHADED else f"<{LEAST_SHADED:.1f}"


def _twin(axes: Sequence[Axis], found: dict[int, PointResult], at: int, language: str) -> list[str]:
    """The point under the cursor, then what the choice of the best is worth."""
    return [about(axes, found.get(at), at, language), *sweep.worth(axes, list(found.values()), language)]


def about(axes: Sequence[Axis], result: PointResult | None, at: int, language: str) -> str:
    """One point in a sentence."""
    setting = sweep.setting(axes, at)
    if result is None:
        return say(language, "sweep.point_open", setting=setting)
    fields = {"mean": numbers.score(result.mean), "ends": sweep.ends(result), "train": sweep.training(result)}
    size = result.trials[0].parameters
    return say(language, "sweep.point", setting=setting, seeds=len(result.trials), size=size, **fields)
