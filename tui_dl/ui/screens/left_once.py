"""Screens that are left once, and leave nothing behind.

Keys that were typed on are still on their way to a screen when it has gone: they must neither take the one below with
it, nor ask for widgets that are no longer there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.events import Mount
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from textual.message import Message
    from textual.widget import Widget

    Base = Screen[Any]
else:
    Base = object  # to be mixed into Textual's screens, of whichever kind


class LeftOnce(Base):
    """What a screen does when it is left."""

    _left = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave; nothing happens where it has been left already, or is under another."""
        if not self.is_active:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """It is there again: a screen that is kept may be left more than once."""
        self._left = False

    async def _dispatch_message(self, message: Message) -> None:
        """News from keys and widgets is for screens that are still here, in a program that still runs.

        One that is left before it is there has no widgets to be told of.
        """
        gone = self._left or self.app._exit  # noqa: SLF001  its widgets go one by one then
        if not (gone and (message.bubble or isinstance(message, Mount))):
            await super()._dispatch_message(message)

    def on_unmount(self) -> None:
        """Let go of lines that were drawn for its widgets.

        Textual remembers the colours of the last thousand widgets together with the lines that each has drawn: 30 MB
        after some forty lessons. To find the colours of those that are there once more costs next to nothing.
        """
        StylesCache.get_inner_outer.cache_clear()


class Page(LeftOnce, Screen[ScreenResultType]):
    """A screen of its own."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)  # whoever has the focus shows it; the rest stays


class Overlay(LeftOnce, ModalScreen[ScreenResultType]):
    """A screen through which the one below is seen."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
