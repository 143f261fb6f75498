"""A sheet over the screen: help, words explained, the card at a lesson's end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Static

from tui_dl.ui.prose import styled
from tui_dl.ui.screens.left_once import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SheetScreen(Overlay[None]):
    """Text to read; any closing key closes it."""

    BINDINGS: ClassVar[list[Any]] = [("escape,enter,q,f1,?,space", "dismiss", "")]

    def __init__(self, title: str, body: str, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._title, self._body, self._ascii = title, body, ascii_only

    def compose(self) -> ComposeResult:
        """The sheet."""
        with VerticalScroll(id="sheet"):
            yield Static(styled(f"**{self._title}**\n\n{self._body}") if "\n\n" in self._body else self._body)

    def on_mount(self) -> None:
        """Title and focus."""
        self.set_class(self._ascii, "-ascii")
        sheet = self.query_one("#sheet")
        sheet.border_title = self._title
        sheet.focus()
