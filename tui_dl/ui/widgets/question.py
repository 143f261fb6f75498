"""A question: options to choose from, or a number to commit to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from tui_dl.figures.canvas import wrap
from tui_dl.ui.messages import Answered
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.events import Click, Key

    from tui_dl.course.lesson import Step


class Question(Widget, can_focus=True):
    """The answer of a step, given or yet to be given."""

    def __init__(self, language: str, *, ascii_only: bool) -> None:
        super().__init__()
        self._language, self._ascii = language, ascii_only
        self._step: Step | None = None
        self._options: list[tuple[str, str]] = []
        self._at = 0
        self.answer: str | None = None

    def show(self, step: Step, options: list[tuple[str, str]], answer: str | None) -> None:
        """Take a step's question; hidden where it has none."""
        self.display = step.kind in {"choose", "number"}
        if self._step is not step:
            self._step, self._options = step, options
            self._at = 0 if step.kind == "choose" else int((step.range or (0, 0))[0])
        if answer is not None and answer != self.answer:
            names = [option for option, _ in options]
            self._at = names.index(answer) if answer in names else int(float(answer)) if not names else self._at
        self.answer = answer
        self.refresh(layout=True)

    def render(self) -> Text:
        """The options with a cursor, or the number with arrows."""
        step = self._step
        text = Text()
        if step is None:
            return text
        if step.kind == "number":
            left, right = ("<", ">") if self._ascii else ("◂", "▸")
            text.append(f"  {left} ", "dim")
            text.append(f" {self._at} ", "bold reverse" if self.has_focus else "bold")
            text.append(f" {right}", "dim")
            text.append(f"   {say(self._language, 'ui.number_answer')}", "dim")
            return text
        dot, empty, cursor = ("(x)", "( )", ">") if self._ascii else ("●", "○", "▶")
        for number, (option, words) in enumerate(self._options):
            here = number == self._at and self.has_focus
            mark = dot if option == self.answer else empty
            head = f"{cursor if here else ' '} {mark} "
            lines = f"\n{' ' * cell_len(head)}".join(self._lines(words))
            text.append(f"{head}{lines}", "bold" if here else "")
            if number + 1 < len(self._options):
                text.append("\n")
        return text

    def get_content_height(self, *_: object) -> int:
        """A row an option, more where it must wrap."""
        return sum(len(self._lines(words)) for _, words in self._options) or 1

    def _lines(self, words: str) -> list[str]:
        """An option's words, wrapped beside its cursor and mark."""
        head = cell_len("  ( ) " if self._ascii else "  ○ ")
        return wrap(words, max(20, self.container_size.width - 3) - head)

    def on_key(self, event: Key) -> None:
        """Arrows move, Enter answers, a digit does both."""
        step = self._step
        if step is None:
            return
        low, high = (0, len(self._options) - 1) if step.kind == "choose" else map(int, step.range or (0, 0))
        if event.key in {"up", "down", "left", "right"}:
            forward = event.key in ({"down", "right"} if step.kind == "choose" else {"up", "right"})
            self._at = max(low, min(high, self._at + (1 if forward else -1)))
        elif event.key == "enter":
            self._commit()
        elif event.key.isdecimal() and low <= int(event.key) - (step.kind == "choose") <= high:
            self._at = int(event.key) - (step.kind == "choose")
            self._commit()
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click answers."""
        rows = [number for number, (_, words) in enumerate(self._options) for _ in self._lines(words)]
        if event.y < len(rows):
            self._at = rows[event.y]
            self._commit()

    def _commit(self) -> None:
        chosen = self._options[self._at][0] if self._options else str(self._at)
        self.post_message(Answered(chosen))
