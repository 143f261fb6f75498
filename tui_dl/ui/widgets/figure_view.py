"""A figure on the screen: it asks a view for cells of its own size, and paints only when they have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui_dl import views
from tui_dl.figures.figure import Look, Size
from tui_dl.ui.changes import changed_regions
from tui_dl.ui.messages import FigureChosen

if TYPE_CHECKING:
    from rich.console import Console
    from textual.events import Click, Resize

    from tui_dl.figures.figure import Figure
    from tui_dl.views.scene import Scene


PLAIN = Style.null()


class FigureView(Widget):
    """One figure with its title in the frame.

    Attributes:
        figure_name: Which figure.
        figure: As last drawn.
        as_words: Whether its text twin is shown instead.
    """

    def __init__(self, figure_name: str) -> None:
        super().__init__()
        self.figure_name = figure_name
        self.as_words = False
        self.figure: Figure | None = None
        self._scene: Scene | None = None
        self._drawn: tuple[Scene, Size, Look, bool] | None = None
        """What the rows were made from."""
        self._look = Look()
        self._rows: tuple[tuple[Segment, ...], ...] = ()

    def show(self, scene: Scene, look: Look) -> int:
        """Draw this state; how many cells have changed."""
        self._scene, self._look = scene, look
        return self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width = self.content_size.width
        row = self._rows[y] if y < len(self._rows) else ()
        whole = [Segment(part.text, part.style or PLAIN) for part in row]  # without colour, Textual asks every style
        return Strip(whole).adjust_cell_length(width, PLAIN).apply_style(self.rich_style)

    def on_resize(self, _event: Resize) -> None:
        """Ask for cells of the new size."""
        self._redraw()

    def on_click(self, _event: Click) -> None:
        """A click makes it large."""
        self.post_message(FigureChosen(self.figure_name))

    def _redraw(self) -> int:
        size = self.content_size
        if self._scene is None or size.width < 1 or size.height < 1 or not self.is_on_screen:
            return 0
        cells, before = Size(size.width, size.height), self._drawn
        self._drawn = self._scene, cells, self._look, self.as_words
        if before is not None and before[1:] == self._drawn[1:] and self._scene.shows_the_same(before[0]):
            return 0
        figure = views.draw(self.figure_name, self._scene, cells, self._look)
        rows = _words(figure, size.width, self.app.console) if self.as_words else figure.rows
        if self.figure is None or self.figure.title != figure.title:
            self.border_title = Content(figure.title)  # brackets in it are no markup
        self.figure = figure
        regions = changed_regions(self._rows, rows, size.width)
        self._rows = rows
        if regions:
            self.refresh(*regions)
        return sum(region.area for region in regions)


def _words(figure: Figure, width: int, console: Console) -> tuple[tuple[Segment, ...], ...]:
    lines = Text(figure.twin).wrap(console, max(4, width - 2))
    return tuple((Segment(f" {line.plain.rstrip()}"),) for line in lines)
