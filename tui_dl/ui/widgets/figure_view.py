"""A figure on the screen: it asks a view for cells of its own size, and paints those that have changed, by bands."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import geometry
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui_dl import views
from tui_dl.figures.figure import Look, Size
from tui_dl.ui.messages import FigureChosen
from tui_dl.ui.thrift.changes import changed_regions
from tui_dl.words import pressed

if TYPE_CHECKING:
    from rich.console import Console
    from textual.events import Click

    from tui_dl.figures.figure import Figure
    from tui_dl.views.scene import Scene


PLAIN, NOWHERE = Style.null(), geometry.Size(0, 0)
Rows = tuple[tuple[Segment, ...], ...]


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
        self._made_from: tuple[Scene, Look, bool, tuple[str, ...]] | None = None
        self._drawn_for, self._ground = NOWHERE, PLAIN
        self._waits = True
        self._look = Look()
        self._rows: Rows = ()
        self._drawn: Rows = self._rows
        """What is on the screen; what was drawn last, and comes to the screen band by band."""
        self._next_row = 0
        self._title = ""

    def show(self, scene: Scene, look: Look, room: float = inf) -> int:
        """Draw this state, about `room` changed cells of it now and the rest with `go_on`; how many have changed."""
        self._scene, self._look = scene, look
        return self._redraw(room)

    def begin_anew(self) -> None:
        """Forget what is shown: what comes next has nothing to do with it."""
        self._scene = self._made_from = self.figure = None
        self._rows = self._drawn = ()
        self._waits = True

    @property
    def unfinished(self) -> bool:
        """Whether a part of what was drawn last is still to come."""
        return self._rows is not self._drawn

    def go_on(self, room: float) -> int:
        """About `room` more cells of what was drawn last; how many have changed."""
        return self._put(room) if self.unfinished else 0

    def place_anew(self) -> None:
        """Other figures come and go beside it: the frame that arranges them draws it, for the size that it has then."""
        self._waits = True
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of cells, for the size that it has now."""
        if self._scene is not None and (self._waits or self._drawn_for != self.content_size):
            self._waits = False
            self._draw(self._scene)
            self._rows = self._drawn
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width = self.content_size.width
        row = self._rows[y] if y < len(self._rows) else ()
        ground = self._ground
        whole = [Segment(part.text, ground + part.style if part.style else ground) for part in row]
        return Strip(whole).adjust_cell_length(width, ground)

    def on_click(self, _event: Click) -> None:
        """A click makes it large."""
        self.post_message(FigureChosen(self.figure_name))

    def _redraw(self, room: float) -> int:
        if self._scene is None or self._waits:
            self.refresh()  # the frame that comes will draw it
            return 0
        before, how = self._made_from, (self._look, self.as_words, pressed.called())
        if before is not None and before[1:] == how and self._scene.shows_the_same(before[0]):
            self._made_from = self._scene, *how
            return self.go_on(room)
        self._draw(self._scene)
        return self._put(room)

    def _draw(self, scene: Scene) -> None:
        size = self._drawn_for = self.content_size
        self._made_from = scene, self._look, self.as_words, pressed.called()
        if size.width < 1 or size.height < 1:
            return
        cells = Size(size.width, size.height)
        figure = self.figure = views.draw(self.figure_name, scene, cells, self._look)
        self._drawn = _words(figure, cells, self._look, self.app.console) if self.as_words else figure.rows
        self._entitle(figure.title)

    def _entitle(self, title: str) -> None:
        """Another title touches its own row alone; Textual's setter would draw the whole figure anew."""
        if title != self._title:
            self._title = title
            self._border_title = Content(title)  # brackets in it are no markup
            left, top = self.content_offset
            self.refresh(Region(-left, -top, self.outer_size.width, 1))

    def _put(self, room: float) -> int:
        """Bring changed rows to the screen, from where the last band ended, until `room` cells are spent."""
        if room <= 0:
            return 0
        regions = changed_regions(self._rows, self._drawn, self.content_size.width)
        taken: list[Region] = []
        for region in sorted(regions, key=lambda region: (region.y < self._next_row, region.y)):
            if sum(one.area for one in taken) >= room and region.y != taken[-1].y:
                break
            taken.append(region)
        if len(taken) == len(regions):
            self._rows = self._drawn
        else:
            self._next_row = taken[-1].y + 1 if taken else self._next_row
            self._rows = _mixed(self._rows, self._drawn, {region.y for region in taken})
        if taken:
            self.refresh(*taken)
        return sum(region.area for region in taken)


def _mixed(shown: Rows, drawn: Rows, fresh: set[int]) -> Rows:
    """The rows that are shown, some of them as they are drawn now."""
    empty: tuple[Segment, ...] = ()
    rows = [shown[y] if y < len(shown) else empty for y in range(max(len(shown), len(drawn)))]
    for y in fresh:
        rows[y] = drawn[y] if y < len(drawn) else empty
    return tuple(rows)


def _words(figure: Figure, size: Size, look: Look, console: Console) -> Rows:
    """The twin in as many rows as there are; where it needs more, the last one ends with an ellipsis."""
    lines = [line.plain.rstrip() for line in Text(figure.twin).wrap(console, max(4, size.width - 2))]
    if len(lines) > size.height:
        lines = [*lines[: size.height - 1], f"{lines[size.height - 1]}{'~' if look.ascii else '…'}"]
    return tuple((Segment(f" {line}"),) for line in lines)
