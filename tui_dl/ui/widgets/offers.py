"""The buttons of a step: what can be done in one go, each on a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget

from tui_dl.ui import themes
from tui_dl.ui.messages import OfferTaken

if TYPE_CHECKING:
    from textual.events import Click, Key


class OfferButton(Widget, can_focus=True):
    """One button; Enter or a click takes it."""

    def __init__(self, offer: str, label: str, *, ascii_only: bool) -> None:
        super().__init__()
        self.offer, self._label, self._ascii = offer, label, ascii_only
        self._done = False

    def show(self, *, done: bool) -> None:
        """Mark whether it has been taken."""
        if done != self._done:
            self._done = done
            self.refresh()

    def render(self) -> Text:
        """Its words, between marks that say that it can be pressed."""
        left, right, tick = ("[", "]", "x") if self._ascii else ("▐", "▌", "✓")
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f" {left} ", "dim")
        text.append(self._label, "bold reverse" if self.has_focus else "bold")
        text.append(f" {right}", "dim")
        text.append(f" {tick}" if self._done else "", themes.done(self.app))
        return text

    def on_key(self, event: Key) -> None:
        """Enter takes it."""
        if event.key == "enter":
            self.post_message(OfferTaken(self.offer))
            event.stop()

    def on_click(self, _event: Click) -> None:
        """So does a click."""
        self.post_message(OfferTaken(self.offer))
