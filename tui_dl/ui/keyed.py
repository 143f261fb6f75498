"""An app whose keys are the learner's own: those work, and sentences name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tui_dl.ui import keys
from tui_dl.words import pressed

if TYPE_CHECKING:
    from tui_dl.ui.preferences import Preferences


class Keyed(App[None]):
    """Keys as they are in its preferences.

    Attributes:
        preferences: Where the learner's own keys stand.
    """

    preferences: Preferences

    def take_keys(self) -> None:
        """The learner's keys count, from now on."""
        own, table = self.preferences.settings.keys, keys.everything()
        self.set_keymap(self.preferences.keymap)
        pressed.call({name: keys.shown_keys(name, table[name], own)[0] for name in pressed.USUAL})

    def on_unmount(self) -> None:
        """Whoever speaks in this process next names the usual keys."""
        pressed.call({})
