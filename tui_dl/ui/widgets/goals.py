"""What a task asks for, clause by clause, each with its meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from tui_dl.course.filling import shown_as

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
            _append(text, goal, labels.get(goal.id, goal.id), ascii_only=ascii_only)
        if getattr(self, "_shown", None) != text.markup:
            self._shown = text.markup
            self.update(text)


def _append(text: Text, goal: Goal, label: str, *, ascii_only: bool) -> None:
    done, open_, full, empty = ("[x]", "[ ]", "#", ".") if ascii_only else ("✓", "○", "▰", "▱")
    text.append(f" {done if goal.met else open_} ", "bold green" if goal.met else "bold")
    text.append(label, "green" if goal.met else "")
    if goal.value is None or goal.wanted is None:
        return
    text.append(f"   {shown_as(goal.name, goal.value)}", "bold")
    if goal.at_least and goal.wanted > 0 and not goal.met:
        share = max(0, min(BAR - 1, int(BAR * goal.value / goal.wanted)))
        text.append(f"  {full * share}{empty * (BAR - share)}")
