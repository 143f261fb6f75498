"""Screens that are left once: keys typed on are still on their way here when one has gone, and must take no other."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class Page(Screen[ScreenResultType]):
    """A screen of its own."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; nothing happens where it has been left already, or is under another."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Overlay(ModalScreen[ScreenResultType]):
    """A screen through which the one below is seen."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; nothing happens where it has been left already, or is under another."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
