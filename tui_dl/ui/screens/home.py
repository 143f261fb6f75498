"""Home: the course as a path, with what is done, and 'continue' under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_dl.ui.arrangement import WIDE_COLUMNS
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.course.lesson import Course, Entry
    from tui_dl.course.progress import Progress


STATE_COLUMNS = 17


class HomeScreen(Screen[None]):
    """The whole course in one list."""

    def __init__(self, course: Course, progress: Progress, language: str, *, ascii_only: bool) -> None:
        super().__init__()
        self._course, self._progress, self._language, self._ascii = course, progress, language, ascii_only
        self._was_wide = False

    def compose(self) -> ComposeResult:
        """Title, list, what the lesson at the cursor is for, keys."""
        yield Static(id="title")
        yield OptionList()
        yield Static(id="able")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """Show the course."""
        self.set_class(self._ascii, "-ascii")
        self.refill()

    def on_screen_resume(self) -> None:
        """Come back from a lesson: what was done there shows."""
        if self.is_mounted and self.query(OptionList):
            self.refill()

    def refill(self, language: str | None = None) -> None:
        """Draw the list anew, the cursor on what comes next."""
        self._language = language or self._language
        self._was_wide = self._is_wide
        listing = self.query_one(OptionList)
        at = listing.highlighted_option.id if listing.highlighted_option else None
        here = at or self._next()
        listing.clear_options()
        for unit in self._course.unit:
            listing.add_option(Option(Text(unit.title[self._language], "bold"), disabled=True))
            for entry in unit.lesson:
                listing.add_option(Option(self._row(entry), id=entry.id, disabled=not entry.ready))
        listing.highlighted = listing.get_option_index(here)
        listing.focus()
        self.query_one("#title", Static).update(f"tui-dl   {say(self._language, 'ui.home_title')}")
        self.query_one("#keys", Static).update(f" {say(self._language, 'ui.home_keys')}")
        self._tell(here)

    def on_resize(self) -> None:
        """A wide terminal has room for what each lesson is for."""
        if self._is_wide != self._was_wide:
            self.refill()

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= WIDE_COLUMNS

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What the lesson at the cursor is for."""
        self._tell(event.option_id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a lesson."""
        self.app.call_later(self.app.open_lesson, event.option_id)  # type: ignore[attr-defined]  # our own app

    def _tell(self, lesson: str | None) -> None:
        entry = next((one for one in self._course.entries if one.id == lesson), None)
        text = say(self._language, "ui.home_able", able=entry.able[self._language]) if entry else ""
        self.query_one("#able", Static).update(text)

    def _next(self) -> str:
        """Where the learner stopped last, else the first lesson that is not done."""
        ready = [entry.id for entry in self._course.entries if entry.ready]
        begun = [name for name in ready if self._progress.of(name).at and not self._progress.of(name).done]
        undone = [name for name in ready if not self._progress.of(name).done]
        return (begun or undone or ready)[0]

    def _row(self, entry: Entry) -> Text:
        done = self._progress.of(entry.id)
        marks = ("[x]", "[>]", "[ ]") if self._ascii else (" ✓ ", " ◐ ", " ○ ")
        mark = marks[0] if done.done else marks[1] if done.at else marks[2]
        style = "" if entry.ready else "dim"
        text = Text(f"  {mark if entry.ready else '   '} ", "green" if done.done else style)
        title = entry.title[self._language]
        widest = max(cell_len(one.title[self._language]) for one in self._course.entries)
        text.append(title + " " * (widest - cell_len(title)), style or "bold")
        text.append(f"   {say(self._language, 'ui.minutes', minutes=f'{entry.minutes:2}')}", "dim")
        state = "" if entry.ready else say(self._language, "ui.home_soon")
        if done.best is not None:
            state = say(self._language, "ui.home_best", score=numbers.score(done.best))
        text.append(f"   {state}", "dim" if entry.ready else "dim italic")
        if self._is_wide:
            text.append(" " * max(3, STATE_COLUMNS - cell_len(state)) + entry.able[self._language], "dim")
            text.truncate(self.size.width - 4, overflow="ellipsis")
        return text
