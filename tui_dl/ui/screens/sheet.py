"""A sheet over the screen: help, words explained, the card at a lesson's end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Static

from tui_dl.ui.prose import styled
from tui_dl.ui.screens.left_once import Overlay

if TYPE_CHECKING:
    from textual.app import App, ComposeResult

NAME = "sheet"


class SheetScreen(Overlay[None]):
    """Text to read; any closing key closes it."""

    BINDINGS: ClassVar[list[Any]] = [("escape,enter,q,f1,?,space", "dismiss", "")]

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._text = Static()
        self._sheet = VerticalScroll(self._text, id="sheet")

    def tell(self, title: str, body: str) -> None:
        """Another text to read, from its beginning."""
        self._sheet.border_title = title
        self._text.update(styled(f"**{title}**\n\n{body}") if "\n\n" in body else body)
        self._sheet.scroll_home(animate=False)

    def compose(self) -> ComposeResult:
        """The sheet."""
        yield self._sheet

    def on_mount(self) -> None:
        """Keys go to it."""
        self._sheet.focus()


def lay(app: App[None], title: str, body: str, *, ascii_only: bool) -> None:
    """Over whatever is on the screen; the sheet is kept, for to build a screen each time takes longer."""
    if not app.is_screen_installed(NAME):
        app.install_screen(SheetScreen(ascii_only=ascii_only), NAME)
    sheet = app.get_screen(NAME, SheetScreen)
    sheet.tell(title, body)
    if sheet not in app.screen_stack:
        app.push_screen(sheet)
