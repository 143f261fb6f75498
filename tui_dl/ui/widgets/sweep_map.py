"""The field of a sweep's scores, with a cursor: arrows walk, Enter opens the setting at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_dl.figures.canvas import wrap
from tui_dl.figures.figure import Look, Size
from tui_dl.views import sweep_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click, Key, Resize

    from tui_dl.figures.figure import Figure
    from tui_dl.session.sweeps.grid import Axis, PointResult

PLAIN = Style.null()


class PointMoved(Message):
    """The cursor came to another point."""


class PointChosen(Message):
    """The point at the cursor shall be opened."""


class SweepMap(Widget, can_focus=True):
    """All points of a grid.

    Attributes:
        at: The point at the cursor, from 0: the last axis moves fastest.
        figure: As last drawn.
        as_words: Whether its content is shown in words instead.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(id="map")
        self.look, self.at, self.as_words = look, 0, False
        self.figure: Figure | None = None
        self._axes: Sequence[Axis] = ()
        self._results: Sequence[PointResult] = ()
        self._scored = ""

    def show(self, axes: Sequence[Axis], results: Sequence[PointResult], name: str) -> None:
        """Take what is known by now; `name` is what is scored."""
        if axes != self._axes:
            self.at = 0
        self._axes, self._results, self._scored = axes, results, name
        self.draw()

    def draw(self) -> None:
        """Draw it for the size at hand."""
        size = self.content_size
        if self._axes and size.width > 0 and size.height > 0:
            drawn = Size(size.width, size.height)
            self.figure = sweep_map.draw(self._axes, self._results, self.at, self._scored, drawn, self.look)
            self.border_title = self.figure.title
            self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, row = self.content_size.width, tuple[Segment, ...]()
        if self.figure is not None and self.as_words:
            lines = [part for line in self.figure.twin.split("\n") for part in wrap(line, max(width, 1))]
            row = (Segment(lines[y]),) if y < len(lines) else ()
        elif self.figure is not None and y < len(self.figure.rows):
            row = self.figure.rows[y]
        whole = [Segment(part.text, part.style or PLAIN) for part in row]
        return Strip(whole).adjust_cell_length(width, PLAIN).apply_style(self.rich_style)

    def on_key(self, event: Key) -> None:
        """Arrows walk; at the edges they stay."""
        moves = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}
        if event.key not in moves or not self._axes:
            return
        event.stop()
        event.prevent_default()
        wide = len(self._axes[1].values) if len(self._axes) > 1 else 1
        row, column = divmod(self.at, wide)
        down, across = moves[event.key]
        row = max(0, min(row + down, len(self._axes[0].values) - 1))
        column = max(0, min(column + across, wide - 1))
        self._walk_to(row * wide + column)

    def on_click(self, event: Click) -> None:
        """A click points; on the point at the cursor it opens."""
        cell = event.get_content_offset(self)
        if cell is None or not self._axes:
            return
        size = Size(self.content_size.width, self.content_size.height)
        point = sweep_map.point_at(self._axes, self.at, size, cell.x, cell.y)
        if point == self.at:
            self.post_message(PointChosen())
        elif point is not None:
            self._walk_to(point)

    def _walk_to(self, point: int) -> None:
        self.at = point
        self.draw()
        self.post_message(PointMoved())
