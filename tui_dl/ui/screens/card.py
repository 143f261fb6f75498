"""The card at a lesson's end: the question, what was predicted, what was found, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Static

from tui_dl.ui import keys
from tui_dl.ui.prose import styled
from tui_dl.ui.screens.left_once import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CardScreen(Overlay[str]):
    """Gives the way that was chosen: next, replay, laboratory or home; None where it was only closed."""

    KEYS = keys.CARD
    BINDINGS: ClassVar[list[Any]] = [*keys.bindings(KEYS), ("enter,space,q", "dismiss(None)", "")]

    def __init__(self, title: str, body: str, ways: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._title, self._body, self._ways = title, body, ways

    def compose(self) -> ComposeResult:
        """What was found, and below it, always in sight, the ways on."""
        with VerticalScroll(id="sheet"):
            yield Static(styled(f"**{self._title}**\n\n{self._body}"))
            yield Static(self._ways, id="ways")

    def on_mount(self) -> None:
        """The sheet scrolls with the arrows."""
        self.query_one("#sheet").focus()
