"""Everything by its name: Textual's palette of commands, left once as every screen here."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.widgets import Input, LoadingIndicator

from tui_dl.ui.screens.left_once import LeftOnce

LONGEST = 60  # characters: each is looked for among all names, and nothing is called by more


class Commands(LeftOnce, CommandPalette):
    """The palette."""

    def on_mount(self) -> None:
        """What is pasted by mistake is not looked for to its end."""
        self.query_one(Input).max_length = LONGEST

    async def _watch__show_busy(self) -> None:
        """Whether it is searching is shown where that can still be seen; a search may outlive what it is shown in."""
        if self.query(LoadingIndicator):
            await super()._watch__show_busy()
