"""A run's past in one row: arrows go from epoch to epoch, and every figure follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from tui_dl.session.past.bookmarks import BEST, BLOW_UP, FIRST_OVER, Bookmark
from tui_dl.ui.messages import Forked, PastLeft, Scrubbed
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.events import Click, Key

    from tui_dl.session.records import EpochRecord

MARKS = {BEST: ("★", "*"), FIRST_OVER: ("▲", "^"), BLOW_UP: ("✕", "x")}
TENTH = 10  # of the whole: what PageUp and PageDown go
LEAST_LINE, MOST_LINE = 10, 60  # cells


class Scrubber(Widget, can_focus=True):
    """Where in its past a run is looked at.

    Attributes:
        at: Which of the records.
    """

    def __init__(self, language: str, *, ascii_only: bool) -> None:
        super().__init__(id="scrubber")
        self.language, self._ascii = language, ascii_only
        self._records: tuple[EpochRecord, ...] = ()
        self._marks: tuple[Bookmark, ...] = ()
        self._over = 0.0
        self.at = 0
        self._line = (0, 0)  # first cell and width of what a click may reach
        self.display = False

    def open(self, records: tuple[EpochRecord, ...], marks: tuple[Bookmark, ...], over: float) -> None:
        """Take a run, at its newest epoch; `over` is the score that `first_over` means."""
        self._records, self._marks, self.at = records, marks, len(records) - 1
        self._over = over
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Nothing to look back at any more."""
        self.display = False

    @property
    def step(self) -> int:
        """How many of the run's steps had been taken there."""
        return self._records[self.at].step if self._records else 0

    def render(self) -> Text:
        """The epoch, a line with the places worth going back to, and what they are."""
        if not self._records:
            return Text()
        last = self._records[-1].epoch
        text = Text(no_wrap=True, overflow="ellipsis")
        place = say(self.language, "ui.scrubber", epoch=str(self._records[self.at].epoch).rjust(len(str(last))))
        text.append(f" {place} ", "bold reverse" if self.has_focus else "bold")
        named, self._line = self._named(), (0, 0)
        room = self.size.width - cell_len(text.plain) - sum(cell_len(one) + 2 for one in named) - 3
        if room >= LEAST_LINE:
            self._append_line(text, min(room, MOST_LINE))
        text.append("  ".join(["", *named]), "dim")
        return text

    def _named(self) -> list[str]:
        over, named = f"{self._over:g}", []
        for mark in self._marks:
            told = say(self.language, f"ui.mark_{mark.name}", epoch=mark.epoch, score=over)
            named.append(f"{MARKS[mark.name][self._ascii]} {told}")
        return named

    def _append_line(self, text: Text, width: int) -> None:
        line, here = ("-", "#") if self._ascii else ("─", "◆")
        cells = [line] * width
        for mark in self._marks:
            cells[self._cell(mark.step, width)] = MARKS[mark.name][self._ascii]
        at = self._cell(self.step, width)
        self._line = (cell_len(text.plain) + 1, width)
        text.append(" " + "".join(cells[:at]), "dim")
        text.append(here, "bold")
        text.append("".join(cells[at + 1 :]), "dim")

    def _cell(self, step: int, width: int) -> int:
        return min(width - 1, round(step / max(self._records[-1].step, 1) * (width - 1)))

    def on_key(self, event: Key) -> None:
        """Arrows, pages and ends; up and down from mark to mark; Enter goes on from here, Escape leaves."""
        if event.key == "enter":
            self.post_message(Forked(self.step))
        elif event.key == "escape":
            self.post_message(PastLeft())
        elif (place := self._moved(event.key)) is not None:
            self._go(place)
        else:
            return
        event.stop()
        event.prevent_default()

    def _moved(self, key: str) -> int | None:
        """Where a key goes; None where it goes nowhere."""
        far = max(1, len(self._records) // TENTH)
        ways = {"left": -1, "right": 1, "pageup": -far, "pagedown": far}
        if key in ways:
            return self.at + ways[key]
        if key in {"home", "end"}:
            return 0 if key == "home" else len(self._records) - 1
        if key in {"up", "down"}:
            return self._mark(-1 if key == "up" else 1)
        return None

    def _mark(self, way: int) -> int:
        """The next place worth going back to, in that direction; where there is none, right here."""
        places = [max(at for at, one in enumerate(self._records) if one.step <= mark.step) for mark in self._marks]
        beyond = [place for place in places if (place - self.at) * way > 0]
        return (min if way > 0 else max)(beyond, default=self.at)

    def _go(self, place: int) -> None:
        self.at = max(0, min(len(self._records) - 1, place))
        self.refresh()
        self.post_message(Scrubbed(self.step))

    def on_click(self, event: Click) -> None:
        """A click on the line goes there."""
        first, width = self._line
        if width and first <= event.x < first + width:
            self._go(round((event.x - first) / (width - 1) * (len(self._records) - 1)))

    def on_focus(self) -> None:
        """Show that arrows go here now."""
        self.refresh()

    def on_blur(self) -> None:
        """And that they do not."""
        self.refresh()
