"""A table of one's own, looked at before it is used: its path, what its columns are taken for, what looks wrong."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, Static

from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.engine.problem import Problem
from tui_dl.figures.canvas import to_ascii
from tui_dl.session.tables.lent import lend
from tui_dl.session.tables.questions import Fetched, Looked, NotRead
from tui_dl.ui import keys, own_keys
from tui_dl.ui.paths import PathSuggester, as_path, size_of
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.ui.widgets.column_list import ColumnList, SourceChanged
from tui_dl.ui.widgets.said import Said
from tui_dl.views import own_table
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.data.own.preview import Preview
    from tui_dl.session.tables.process import Reader
    from tui_dl.session.tables.questions import TableAnswer

TICK = 0.1  # seconds between looks at what the reader has told
PATIENCE = 0.5  # seconds from which on it is said that something is being read


class OwnTableScreen(Page[DataRecipe]):
    """Gives the recipe of a table whose rows are at hand; None where it was left."""

    CSS_PATH = "own_table.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    KEYS = keys.OWN_TABLE
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, reader: Reader, seed: int, language: str, path: str = "", *, ascii_only: bool) -> None:
        """`seed` splits the rows; `path` is filled in."""
        super().__init__(classes="-ascii" if ascii_only else "")
        self._reader, self._seed, self._language, self._ascii = reader, seed, language, ascii_only
        self._path = path
        self._seen: Preview | None = None
        self._source: TableFile | None = None  # what was asked for last
        self._owed, self._since = 0, 0.0

    def compose(self) -> ComposeResult:
        """The path, what is said of it, the columns beside (or above) what they make."""
        yield Static(id="head", classes="bar")
        yield Input(self._path, id="path", suggester=PathSuggester(), select_on_focus=False)
        yield Said(id="said")
        with Container(id="both"):
            with VerticalScroll(id="listed", can_focus=False):
                yield ColumnList(ascii_only=self._ascii)
            with VerticalScroll(id="facts"):
                yield Static(id="told")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """Type at once; no cursor blinks, since blinking goes over the line."""
        line = self.query_one(Input)
        line.cursor_blink = False
        line.cursor_position = len(self._path)
        self.set_focus(line)
        self._write()
        self.set_interval(TICK, self.hear)
        if self._path:
            self._open(self._path)

    def _write(self) -> None:
        language = self._language
        lab, title = say(language, "lab.title"), say(language, "own_screen.title")
        self.query_one("#head", Static).update(f" {lab}   {title}")
        self.query_one(Input).placeholder = say(language, "own_screen.path")
        if self._seen is None:
            self.query_one("#told", Static).update(say(language, "own_screen.nothing"))
        self._keys()

    def _keys(self) -> None:
        """Those that work right now."""
        kind = "typing" if isinstance(self.focused, Input) else "columns"
        if self._owed:
            kind = "reading"
        text = own_keys.told(self, f"own_screen.keys_{kind}")
        self.query_one("#keys", Static).update(f" {to_ascii(text) if self._ascii else text}")

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self._keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look at that file."""
        if event.value.strip():
            self._seen = None
            self.query_one(ColumnList).clear()
            self.query_one("#told", Static).update("")
            self._reader.cancel()
            self._owed = 0
            self._open(event.value)

    def _open(self, path: str) -> None:
        """Keys go to the columns from now on, and not only when they are there: who types on types into no path."""
        self.set_focus(self.query_one(ColumnList))
        self._look(TableFile(as_path(path), ""))

    def _back_to_path(self) -> None:
        """Without columns there is nothing else to be done."""
        if self._seen is None:
            self.set_focus(self.query_one(Input))

    def on_source_changed(self, message: SourceChanged) -> None:
        """Look at it in another way."""
        self._look(message.source)

    def _look(self, source: TableFile) -> None:
        """One question at a time: what is asked meanwhile is asked when the answer is there."""
        self._source = source
        if not self._owed:
            self._owed, self._since = self._reader.look(source), monotonic()
        self.hear()

    def hear(self) -> None:
        """Take in what the reader has told."""
        for answer in self._reader.receive():
            if answer.id == self._owed:
                self._owed = 0
                self._take(answer)
        if self._owed and monotonic() - self._since >= PATIENCE:
            fields = {"seconds": int(monotonic() - self._since), "size": size_of(self._source)}
            self.query_one(Said).say(say(self._language, "own_screen.reading", **fields), "note")
        self._keys()

    def _take(self, answer: TableAnswer) -> None:
        if isinstance(answer, NotRead):
            self._say(answer.told.problem)
            self._back_to_path()
            return
        if isinstance(answer, Fetched):
            assert self._seen is not None
            recipe = self._seen.recipe
            lend(recipe, self._seed, answer.dataset)
            self.dismiss(recipe)
            return
        self._show(answer)

    def _show(self, answer: Looked) -> None:
        asked, seen = self._source, answer.preview
        assert asked is not None
        if (asked.target or seen.source.target, asked.kinds) != (seen.source.target, seen.source.kinds):
            self._look(asked)  # something was changed meanwhile
            return
        self.query_one(ColumnList).show(seen, self._language, to_target=self._seen is None)
        self._seen = seen
        self._tell(seen)

    def _tell(self, seen: Preview) -> None:
        language = self._language
        warned = own_table.warnings(seen, language, on_screen=True)
        told = "\n".join([own_table.title(seen, language), *warned, *own_table.answers(seen, language)])
        self.query_one("#told", Static).update(Text(to_ascii(told) if self._ascii else told))
        if seen.problems:
            self._say(seen.problems[0])
        else:
            self.query_one(Said).say(say(language, "own_screen.ready", target=seen.source.target), "note")

    def _say(self, problem: Problem) -> None:
        self.query_one(Said).say(own_table.said(problem, self._language, on_screen=True), "problem")

    def action_target(self) -> None:
        """The column at the cursor is to be told from the others."""
        self.query_one(ColumnList).take_as_target()

    def action_file(self) -> None:
        """Another path."""
        self.set_focus(self.query_one(Input))

    def action_use(self) -> None:
        """Train on it, where nothing is in the way."""
        seen = self._seen
        if seen is None or self._owed:
            return
        try:
            self._owed, self._since = self._reader.fetch(seen.recipe, self._seed), monotonic()
        except Problem as problem:
            self._say(problem)
        self.hear()

    def action_leave(self) -> None:
        """Give up what is being read; then back."""
        if self._owed:
            self._owed = 0
            self._reader.cancel()
            self.query_one(Said).say(say(self._language, "own_screen.given_up"), "note")
            self._back_to_path()
            self._keys()
            return
        self.dismiss(None)

    async def change_language(self, language: str, _look: object) -> None:
        """The same in the other language."""
        self._language = language
        self._write()
        if self._seen is not None:
            self.query_one(ColumnList).show(self._seen, language)
            self._tell(self._seen)
