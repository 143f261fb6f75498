"""Screens that are left once, and leave nothing behind."""

from __future__ import annotations

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class Page(Screen[ScreenResultType]):
    """A screen of its own."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; nothing happens where it has been left already, or is under another.

        Keys that were typed on are still on their way to a screen that has gone, and must take no other with it.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def on_unmount(self) -> None:
        """It is gone."""
        forget_lines()


class Overlay(ModalScreen[ScreenResultType]):
    """A screen through which the one below is seen."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave; nothing happens where it has been left already, or is under another."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def on_unmount(self) -> None:
        """It is gone."""
        forget_lines()


def forget_lines() -> None:
    """Let go of lines that were drawn for widgets that are gone.

    Textual remembers the colours of the last thousand widgets together with the lines that each has drawn: 30 MB after
    some forty lessons. To find the colours of those that are there once more costs nothing that could be measured.
    """
    StylesCache.get_inner_outer.cache_clear()
