"""The glossary: every word in both languages side by side, found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_dl.course.written.loader import course, glossary
from tui_dl.ui import keys, own_keys
from tui_dl.ui.prose import styled
from tui_dl.ui.screens.left_once import Page
from tui_dl.words import LANGUAGES, say

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tui_dl.course.written.glossary import Term

LONGEST = 60  # characters of what is looked for
MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}


class TermsScreen(Page[None]):
    """A list of words, and what the one at the cursor means."""

    CSS_PATH = "terms.tcss"
    KEYS = keys.PAGES
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, language: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._language = language

    def compose(self) -> ComposeResult:
        """What is looked for, the words, the meaning, keys."""
        yield Static(id="head", classes="bar")
        yield Input(id="wanted", max_length=LONGEST)
        yield OptionList(id="terms")
        with VerticalScroll(id="meaning", can_focus=False):
            yield Static(id="told")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """All words, the cursor in the search."""
        self._label()
        self._list("")

    def _label(self) -> None:
        language = self._language
        self.query_one("#head", Static).update(f" {say(language, 'ui.terms_title', count=len(glossary(language)))}")
        self.query_one("#wanted", Input).placeholder = say(language, "ui.terms_wanted")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'ui.keys_terms')}")

    def _list(self, wanted: str) -> None:
        """Words of which a form, in either language, holds what is looked for."""
        here, other = self._both()
        rows, widest = [], max((cell_len(term.forms[0]) for term in glossary(here).values()), default=0)
        for key, term in sorted(glossary(here).items(), key=lambda one: one[1].forms[0].casefold()):
            forms = (*term.forms, *glossary(other)[key].forms)
            if any(wanted.casefold() in form.casefold() for form in forms):
                row = Text(term.forms[0] + " " * (widest - cell_len(term.forms[0])))
                row.append(f"   {glossary(other)[key].forms[0]}", "dim")
                rows.append(Option(row, id=key))
        listing = self.query_one("#terms", OptionList)
        listing.clear_options()
        listing.add_options(rows)
        if rows:
            listing.highlighted = 0
        else:
            self.query_one("#told", Static).update(say(self._language, "ui.terms_none", got=wanted))

    def _both(self) -> tuple[str, str]:
        """The learner's language, and the other."""
        return self._language, next(name for name in LANGUAGES if name != self._language)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter narrows the list."""
        self._list(event.value.strip())

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter chooses the word at the cursor."""
        self.query_one("#terms", OptionList).action_select()

    def on_key(self, event: Key) -> None:
        """Arrows move in the list while one types."""
        if self.query_one("#wanted").has_focus and event.key in MOVES:
            getattr(self.query_one("#terms", OptionList), f"action_{MOVES[event.key]}")()
            event.stop()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What the word means, in both languages, and which lesson introduces it."""
        key = event.option_id or ""
        told = [_entry(glossary(name)[key]) for name in self._both()]
        entry = next((one for one in course().entries if one.id == glossary(self._language)[key].lesson), None)
        if entry is not None:
            told.append(say(self._language, "ui.terms_lesson", title=entry.title[self._language]))
        self.query_one("#told", Static).update(styled("\n\n".join(told)))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the lesson that introduces the word."""
        lesson = glossary(self._language)[event.option_id or ""].lesson
        if any(entry.id == lesson and entry.ready for entry in course().entries):
            self.dismiss()
            self.app.call_later(self.app.open_lesson, lesson)  # type: ignore[attr-defined]  # our own app

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    async def change_language(self, language: str, _look: object) -> None:
        """The same in the other language."""
        self._language = language
        self._label()
        self._list(self.query_one("#wanted", Input).value.strip())


def _entry(term: Term) -> str:
    """A word and what it means; the other language's word is said only where it is another."""
    word = term.forms[0]
    return f"**{word}**  {term.text.removeprefix(f'({word}) ')}"
