"""Home: the course as a path, with what is done, and 'continue' under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import OptionList, Static

from tui_dl.course.learner.review import UNIT, of_unit
from tui_dl.ui import keys, own_keys, themes
from tui_dl.ui.course_rows import LAB, NOTEBOOK, REVIEW, SETTINGS, TERMS, options
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import FULL_COLUMNS
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets.option_list import Option

    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Course

EDGES = 4  # cells of the list that are no text: a blank on each side, the scroll bar
ACTIONS = {REVIEW: "review", LAB: "laboratory", NOTEBOOK: "notebook", TERMS: "terms", SETTINGS: "settings"}


class HomeScreen(Page[None]):
    """The whole course in one list."""

    KEYS = keys.HOME
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, course: Course, progress: Progress, language: str, *, ascii_only: bool) -> None:
        super().__init__()
        self._course, self._progress, self._language, self._ascii = course, progress, language, ascii_only
        self._was_left, self._drawn_for = False, 0

    def compose(self) -> ComposeResult:
        """Title, list, what the lesson at the cursor is for, keys."""
        language, here = self._language, self._next()
        yield Static(f"tui-dl   {say(language, 'ui.home_title')}", id="title")
        yield OptionList(*self._options())
        yield Static(self._able(here), id="able")
        yield Static(f" {own_keys.told(self, 'ui.home_keys')}", id="keys", classes="bar")

    def on_mount(self) -> None:
        """Mind the terminal; the cursor on what comes next."""
        self.set_class(self._ascii, "-ascii")
        listing = self.query_one(OptionList)
        listing.highlighted = listing.get_option_index(self._next())

    def on_screen_suspend(self) -> None:
        """A lesson opens."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Come back from a lesson: what was done there shows, the cursor on what comes next."""
        if self._was_left:
            self.refill(here=self._next())

    def refill(self, language: str | None = None, here: str | None = None) -> None:
        """Draw the course anew, the cursor on `here` or where it was, where that row is still there."""
        self._language = language or self._language
        self._drawn_for = self.size.width
        listing = self.query_one(OptionList)
        at = listing.highlighted_option
        listing.clear_options()
        listing.add_options(self._options())
        rows = {option.id for option in listing.options}
        listing.highlighted = listing.get_option_index(
            next(name for name in (here, at and at.id, self._next()) if name and name in rows)
        )
        self.query_one("#title", Static).update(f"tui-dl   {say(self._language, 'ui.home_title')}")
        self.query_one("#keys", Static).update(f" {own_keys.told_in(self, self.size.width - 1, 'ui.home_keys')}")

    def on_resize(self) -> None:
        """A row a lesson at every width; a wide terminal has room for what each lesson is for."""
        if self.size.width != self._drawn_for:
            self.refill()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What the lesson at the cursor is for."""
        self.query_one("#able", Static).update(self._able(event.option_id), layout=False)  # two rows, always

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a lesson, a unit's questions, or what else there is."""
        chosen = event.option_id or ""
        if chosen in ACTIONS:
            self.app.call_later(self.app.run_action, f"app.{ACTIONS[chosen]}")
        elif chosen.startswith(UNIT):
            self._ask(chosen)
        else:
            self.app.call_later(self.app.open_lesson, chosen)  # type: ignore[attr-defined]  # our own app

    def _ask(self, chosen: str) -> None:
        unit = next(one for one in self._course.unit if f"{UNIT}{one.id}" == chosen)
        questions = of_unit(unit, self._progress)
        self.app.ask(unit.title[self._language], questions, chosen)  # type: ignore[attr-defined]  # our own app

    def action_tasks(self) -> None:
        """The lesson at the cursor, its tasks alone."""
        at = self.query_one(OptionList).highlighted_option
        if at is not None and at.id in {entry.id for entry in self._course.entries}:
            self.app.call_later(self.app.open_lesson, at.id, tasks_only=True)  # type: ignore[attr-defined]  # our own app

    def _able(self, lesson: str | None) -> str:
        entry = next((one for one in self._course.entries if one.id == lesson), None)
        return say(self._language, "ui.home_able", able=entry.able[self._language]) if entry else ""

    def _options(self) -> list[Option]:
        done, own = themes.done(self.app), self.app.preferences.settings.keys  # type: ignore[attr-defined]  # our own app
        width = (self.size.width or FULL_COLUMNS) - EDGES
        return options(
            self._course, self._progress, self._language, ascii_only=self._ascii, width=width, done=done, own=own
        )

    def _next(self) -> str:
        """Where the learner stopped last, else the first lesson that is not done."""
        ready = [entry.id for entry in self._course.entries if entry.ready]
        begun = [name for name in ready if self._progress.of(name).at and not self._progress.of(name).done]
        undone = [name for name in ready if not self._progress.of(name).done]
        return (begun or undone or ready)[0]
