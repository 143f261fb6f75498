"""Tabs, one row: where there is no room for all at once."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from tui_dl.ui.messages import TabChosen


class TabRow(Static):
    """Names in a row, one of them chosen; where not all fit, the first and the chosen one, the others by number."""

    def __init__(self) -> None:
        super().__init__(id="tabs", classes="bar")
        self._shown: tuple[list[str], int, int, str] = [], -1, 0, ""
        self._labels: list[str] = []

    @property
    def names(self) -> list[str]:
        """Of all tabs."""
        return self._shown[0]

    @property
    def has_all_names(self) -> bool:
        """Whether every tab is called by its name."""
        return self._labels == [_named(number, name) for number, name in enumerate(self._shown[0])]

    def show(self, names: list[str], chosen: int, width: int, where: str) -> None:
        """Draw these tabs into so many cells; `where` tells how to learn the names for which there is no room."""
        if (names, chosen, width, where) == self._shown:
            return
        self._shown, self._labels = (names, chosen, width, where), fitted(names, chosen, width - 2)
        text = Text(" ")
        for number, label in enumerate(self._labels):
            text.append(label, "reverse bold" if number == chosen else "")
            text.append(" ")
        if not self.has_all_names and cell_len(text.plain) + cell_len(where) + 1 < width:
            text.append(f" {where}", "dim")
        self.update(text, layout=False)  # one row, always

    def on_click(self, event: object) -> None:
        """A click chooses."""
        at, left = getattr(event, "x", 0), 1
        for number, label in enumerate(self._labels):
            if left <= at < left + cell_len(label):
                self.post_message(TabChosen(number))
            left += cell_len(label) + 1


def fitted(names: list[str], chosen: int, room: int) -> list[str]:
    """What stands for each tab: all names in so many cells, else the first and the chosen one, as far as they fit."""
    labels = [_named(number, name) for number, name in enumerate(names)]
    if sum(map(cell_len, labels)) + len(labels) <= room:
        return labels
    labels = [label if number in {0, chosen} else f"{number + 1}" for number, label in enumerate(labels)]
    over = sum(map(cell_len, labels)) + len(labels) - room
    if over > 0:
        labels[chosen] = set_cell_size(labels[chosen], max(4, cell_len(labels[chosen]) - over))
    return labels


def _named(number: int, name: str) -> str:
    return f" {number + 1} {name} "
