"""What a task asks for, clause by clause, each with its meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from tui_dl.ui import themes

if TYPE_CHECKING:
    from tui_dl.course.goals import Goal

BAR = 10


class Goals(Static):
    """One row a clause: met or not, its words, how far it is."""

    def show(self, goals: list[Goal], labels: dict[str, str], *, ascii_only: bool) -> None:
        """Draw these clauses."""
        self.display = bool(goals)
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, goal in enumerate(goals):
            if number:
                text.append("\n")
            room = (self.container_size.width or self.app.size.width) - 1
            self._append(text, goal, labels.get(goal.id, goal.id), room, ascii_only=ascii_only)
        rows, shown = getattr(self, "_shown", (0, ""))
        if shown != text.markup:
            self._shown = len(goals), text.markup
            self.update(text, layout=len(goals) != rows)  # a row each, however long

    def _append(self, text: Text, goal: Goal, label: str, room: int, *, ascii_only: bool) -> None:
        """One clause; the meter where there is room for it."""
        done, open_, full, empty = ("[x]", "[ ]", "#", ".") if ascii_only else ("✓", "○", "▰", "▱")
        text.append(f" {done if goal.met else open_} ", themes.done(self.app, bold=True) if goal.met else "bold")
        text.append(label, themes.done(self.app) if goal.met else "")
        if goal.value is None or goal.wanted is None:
            return
        value = f"   {goal.shown}"
        text.append(value, "bold")
        room -= cell_len(f"   {label}{value}") + 2
        if goal.at_least and goal.wanted > 0 and not goal.met and room >= BAR:
            share = max(0, min(BAR - 1, int(BAR * goal.value / goal.wanted)))
            text.append(f"  {full * share}{empty * (BAR - share)}")
