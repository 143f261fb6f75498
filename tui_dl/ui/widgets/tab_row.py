"""Tabs, one row: where there is no room for all at once."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from tui_dl.ui.messages import TabChosen


class TabRow(Static):
    """Names in a row, one of them chosen."""

    def __init__(self) -> None:
        super().__init__(id="tabs", classes="bar")
        self._names: list[str] = []
        self._chosen = -1

    def show(self, names: list[str], chosen: int) -> None:
        """Draw these tabs."""
        if (names, chosen) == (self._names, self._chosen):
            return
        self._names, self._chosen = names, chosen
        text = Text(" ")
        for number, name in enumerate(names):
            text.append(_shown(number, name), "reverse bold" if number == chosen else "")
            text.append(" ")
        self.update(text, layout=False)  # one row, always

    def on_click(self, event: object) -> None:
        """A click chooses."""
        at, left = getattr(event, "x", 0), 1
        for number, name in enumerate(self._names):
            width = cell_len(_shown(number, name))
            if left <= at < left + width:
                self.post_message(TabChosen(number))
            left += width + 1


def _shown(number: int, name: str) -> str:
    """A tab's number and its name; some have no name."""
    return f" {number + 1} {name} " if name else f" {number + 1} "
