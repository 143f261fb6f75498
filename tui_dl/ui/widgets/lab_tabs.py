"""The laboratory's tabs by name, one row, with a mark that opens another."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from tui_dl.ui.messages import LabTabChosen

MOST_CELLS, MORE = 20, " + "


class LabTabs(Static):
    """Names in a row, one of them chosen; where not all fit, those round the chosen one."""

    def __init__(self) -> None:
        super().__init__(id="labtabs", classes="bar")
        self._places: list[tuple[int, int, int]] = []  # first cell, cell after the last, which tab (-1: another)

    def show(self, names: list[str], chosen: int) -> None:
        """Draw these tabs."""
        shown = [f" {set_cell_size(name, min(cell_len(name), MOST_CELLS))} " for name in names]
        room = max(1, self.app.size.width - cell_len(MORE) - 3)
        first = 0
        while first < chosen and sum(cell_len(name) + 1 for name in shown[first : chosen + 1]) > room:
            first += 1
        text, at, self._places = Text(" " if first == 0 else "…"), 1, []
        for number, name in list(enumerate(shown))[first:]:
            if at + cell_len(name) > room:
                text.append("…")
                at += 1
                break
            self._places.append((at, at + cell_len(name), number))
            text.append(name, "reverse bold" if number == chosen else "")
            text.append(" ")
            at += cell_len(name) + 1
        self._places.append((at, at + cell_len(MORE), -1))
        text.append(MORE, "dim")
        self.update(text)

    def on_click(self, event: object) -> None:
        """A click chooses, or opens another."""
        at = getattr(event, "x", 0)
        for first, after, number in self._places:
            if first <= at < after:
                self.post_message(LabTabChosen(number))
