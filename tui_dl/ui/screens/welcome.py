"""The first start: which language, and four keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_dl.ui.screens.left_once import Page
from tui_dl.words import LANGUAGES, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

NAMES = {"en": "English", "ko": "한국어"}


class WelcomeScreen(Page[str]):
    """Asks nothing but the language."""

    def __init__(self, language: str, *, ascii_only: bool) -> None:
        super().__init__()
        self._language, self._ascii = language, ascii_only

    def compose(self) -> ComposeResult:
        """Both languages say what this is."""
        first = [self._language, *(name for name in LANGUAGES if name != self._language)]
        with Vertical(id="welcome"):
            for language in first:
                yield Static(say(language, "ui.welcome"), classes="told")
            yield OptionList(*(Option(NAMES[name], id=name) for name in first))
            yield Static(id="four")

    def on_mount(self) -> None:
        """The cursor stands on the environment's language."""
        self.set_class(self._ascii, "-ascii")
        self.query_one("#welcome").border_title = "tui-dl"
        self.query_one(OptionList).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say the rest in the language at the cursor."""
        language = event.option_id or self._language
        self.query_one("#four", Static).update(
            f"{say(language, 'ui.welcome_choose')}\n\n{say(language, 'ui.welcome_keys')}"
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Chosen."""
        self.dismiss(event.option_id or self._language)
