"""The columns of a learner's table, one a row: what each was taken for, changed with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.text import Text
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tui_dl.data.own.columns import KINDS
from tui_dl.figures.canvas import to_ascii
from tui_dl.views import own_table

if TYPE_CHECKING:
    from textual.events import Click, Key

    from tui_dl.data.own.preview import Preview
    from tui_dl.data.recipe import TableFile

MOVES = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -10_000, "end": 10_000}
TURNS = {"left": -1, "right": 1}


class SourceChanged(Message):
    """The table is to be read in another way."""

    def __init__(self, source: TableFile) -> None:
        self.source = source
        super().__init__()


class ColumnList(Static, can_focus=True):
    """All columns, one of them under the cursor.

    Attributes:
        at: Which one, from 0.
    """

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__(id="columns")
        self.at, self._ascii = 0, ascii_only
        self._seen: Preview | None = None
        self._source: TableFile | None = None
        self._lines: list[str] = []

    def show(self, seen: Preview, language: str, *, to_target: bool = False) -> None:
        """Take a preview; the cursor stays where it was, or goes to the column that is told from the others."""
        self._seen, self._source = seen, seen.source
        if to_target:
            self.at = next(at for at, one in enumerate(seen.columns) if one.name == seen.source.target)
            self.call_after_refresh(self._keep_in_sight)  # of its rows the screen does not know yet
        self._lines = [to_ascii(line) if self._ascii else line for line in own_table.columns(seen, language)]
        self.at = min(self.at, len(seen.columns) - 1)
        self._draw()

    def clear(self) -> None:
        """Nothing is known."""
        self._seen = self._source = None
        self.at, self._lines = 0, []
        self.update("")

    def _draw(self) -> None:
        text = Text(no_wrap=True)
        for number, line in enumerate(self._lines):
            here = number == self.at + 1
            style = "bold" if number == 0 else "reverse" if here and self.has_focus else "underline" if here else ""
            text.append(f" {line} ", style)
            text.append("\n")
        self.update(text)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor is seen, or less so; events of the focus come to a widget before it has it."""
        super().watch_has_focus(_has_focus)
        self._draw()

    def on_key(self, event: Key) -> None:
        """Up and down walk, left and right give the column another kind."""
        if self._seen is None or event.key not in {*MOVES, *TURNS}:
            return
        event.stop()
        event.prevent_default()
        if event.key in MOVES:
            self.go(self.at + MOVES[event.key])
        else:
            self._turn(TURNS[event.key])

    def on_click(self, event: Click) -> None:
        """A click puts the cursor there; on the cursor, the next kind."""
        if self._seen is None or event.y == 0:
            return
        if event.y - 1 == self.at:
            self._turn(1)
        else:
            self.go(event.y - 1)

    def go(self, to: int) -> None:
        """Put the cursor on a column, and keep it in sight."""
        if self._seen is None:
            return
        self.at = max(0, min(to, len(self._seen.columns) - 1))
        self._draw()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, self.at + 1 if self.at else 0, 1, 1), animate=False)

    def _turn(self, way: int) -> None:
        """The column at the cursor as something else; as was guessed, where that is it again."""
        assert self._seen is not None
        assert self._source is not None
        column, kinds = self._seen.columns[self.at], dict(self._source.kinds)
        known = [one for one in KINDS if one != "leave" or column.name != self._source.target]
        now = kinds.pop(column.name, column.guessed)
        chosen = known[(known.index(now) + way) % len(known)]
        if chosen != column.guessed:
            kinds[column.name] = chosen
        self._ask(msgspec.structs.replace(self._source, kinds=kinds))

    def take_as_target(self) -> None:
        """The column at the cursor is to be told from the others."""
        if self._seen is None or self._source is None:
            return
        name = self._seen.columns[self.at].name
        kinds = {one: kind for one, kind in self._source.kinds.items() if one != name}
        self._ask(msgspec.structs.replace(self._source, target=name, kinds=kinds))

    def _ask(self, source: TableFile) -> None:
        self._source = source  # at once, so that quick keys add up
        self.post_message(SourceChanged(source))
