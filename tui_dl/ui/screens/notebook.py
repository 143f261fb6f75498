"""The notebook: what was learned, page by page, with the learner's own figures; kept as Markdown on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown, OptionList, Static
from textual.widgets.option_list import Option

from tui_dl.course.learner import notebook
from tui_dl.course.learner.progress import home
from tui_dl.course.written.loader import course
from tui_dl.engine.problem import Problem
from tui_dl.session.private import put
from tui_dl.ui import keys, own_keys
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.course.learner.progress import Progress

SURE = ":sure"


class NotebookScreen(Page[None]):
    """A list of lessons, and the page of the one at the cursor."""

    CSS_PATH = "notebook.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    KEYS = keys.NOTEBOOK
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, progress: Progress, language: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._progress, self._language, self._ascii = progress, language, ascii_only

    def compose(self) -> ComposeResult:
        """Lessons beside their pages."""
        yield Static(id="head", classes="bar")
        with Horizontal(id="body"):
            yield OptionList(id="pages")
            with VerticalScroll(id="page"):
                yield Markdown(id="text", open_links=False)
        yield Static(id="said")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """The first page tells how good the predictions were."""
        self._list()

    def _list(self) -> None:
        language, listing = self._language, self.query_one("#pages", OptionList)
        titles = {entry.id: entry.title[language] for entry in course().entries}
        at = listing.highlighted or 0
        listing.clear_options()
        listing.add_option(Option(say(language, "notebook.predictions"), id=SURE))
        listing.add_options([Option(titles[lesson], id=lesson) for lesson in notebook.begun(self._progress)])
        listing.highlighted = at
        self.query_one("#head", Static).update(f" {say(language, 'notebook.title')}")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'ui.keys_notebook')}")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Write the page; its runs are made again, so another thread does it."""
        lesson = event.option_id or SURE
        self.run_worker(lambda: self._write(lesson), thread=True, exclusive=True)

    def _write(self, lesson: str) -> None:
        try:
            if lesson == SURE:
                title = say(self._language, "notebook.predictions")
                text = f"## {title}\n\n{notebook.how_sure(self._progress, self._language)}"
            else:
                text = notebook.of_lesson(lesson, self._progress, self._language, ascii_only=self._ascii)
        except Problem as problem:
            text = say(self._language, f"problem.{problem.code}", **problem.fields)
        self.call_later(self._show, lesson, text)

    async def _show(self, lesson: str, text: str) -> None:
        pages = self.query_one("#pages", OptionList)
        here = pages.highlighted_option
        if here is not None and here.id == lesson:  # another may have been chosen since
            await self.query_one("#text", Markdown).update(text)
            self.query_one("#page").scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the lesson where it was left."""
        if event.option_id and event.option_id != SURE:
            self.dismiss()
            self.app.call_later(self.app.open_lesson, event.option_id)  # type: ignore[attr-defined]  # our own app

    def action_keep(self) -> None:
        """The whole notebook as a file beside the progress."""
        self.run_worker(self._keep, thread=True, exclusive=True)

    def _keep(self) -> None:
        path = home() / "notebook.md"
        try:
            text = notebook.whole(self._progress, self._language, ascii_only=self._ascii)
            put(path, text)
            told = say(self._language, "keeping.exported", path=str(path))
        except OSError as error:
            told = say(self._language, "problem.file_unwritable", path=str(path), reason=error.strerror or str(error))
        self.call_later(self.query_one("#said", Static).update, told)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    async def change_language(self, language: str, _look: object) -> None:
        """The same in the other language."""
        self._language = language
        self._list()
