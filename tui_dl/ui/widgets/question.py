"""A question: options to choose from, or a number to commit to; and, where it is asked, whether one is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from tui_dl.figures.canvas import wrap
from tui_dl.ui.messages import Answered
from tui_dl.ui.prose import styled
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.events import Click, Key

    from tui_dl.course.written.lesson import Step

MOST_TYPED = 10
ARROWS = {"up": -1, "left": -1, "down": 1, "right": 1}


class Question(Widget, can_focus=True):
    """The answer of a step, given or yet to be given."""

    def __init__(self, language: str, *, ascii_only: bool) -> None:
        super().__init__()
        self._language, self._ascii = language, ascii_only
        self._step: Step | None = None
        self._options: list[tuple[str, str]] = []
        self._at = 0
        self._chosen: str | None = None  # while it is asked whether one is sure of it
        self._doubts = 0  # where the cursor of that stands: 0 is sure, 1 is not
        self._typed = ""  # digits of a number that one digit does not say
        self.answer: str | None = None
        self.sure: bool | None = None

    def show(self, step: Step, options: list[tuple[str, str]], answer: str | None, sure: bool | None = None) -> None:
        """Take a step's question; hidden where it has none."""
        self.display = step.kind in {"choose", "number"}
        if self._step is not step:
            self._step, self._chosen, self._typed = step, None, ""
            low, high = step.range or (0.0, 0.0)
            inside = step.kind == "choose" or (step.decimals and low <= 0 <= high)
            self._at = 0 if inside else self._units(low)
        self._options = [(option, styled(words).plain) for option, words in options]
        if answer is not None and answer != self.answer:
            names = [option for option, _ in options]
            self._at = names.index(answer) if answer in names else self._at if names else self._units(float(answer))
        self.answer, self.sure = answer, sure
        self.refresh(layout=True)

    def render(self) -> Text:
        """The options with a cursor, or the number with arrows."""
        text = Text()
        if self._step is None:
            return text
        if self._step.kind == "number":
            self._number(text)
        else:
            self._choices(text)
        if self._has_doubts:
            self._sureness(text)
        return text

    def _number(self, text: Text) -> None:
        left, right = ("<", ">") if self._ascii else ("◂", "▸")
        text.append(f"  {left} ", "dim")
        shown = f"{self._typed}_" if self._typed else self._number_text
        text.append(f" {shown} ", "bold reverse" if self._is_choosing else "bold")
        text.append(f" {right}", "dim")
        text.append(f"   {say(self._language, 'ui.number_typed' if self._decimals else 'ui.number_answer')}", "dim")

    def _choices(self, text: Text) -> None:
        for number, (option, words) in enumerate(self._options):
            here = number == self._at and self._is_choosing
            head = self._head(here=here, chosen=option == (self._chosen or self.answer))
            lines = f"\n{' ' * cell_len(head)}".join(self._lines(words))
            text.append(f"{head}{lines}", "bold" if here else "")
            if number + 1 < len(self._options):
                text.append("\n")

    def _sureness(self, text: Text) -> None:
        text.append(f"\n  {say(self._language, 'ui.how_sure')} ", "dim")
        for number, name in enumerate(("sure", "unsure")):
            here = self._chosen is not None and number == self._doubts and self.has_focus
            chosen = self._chosen is None and self.sure is (number == 0)
            text.append(self._head(here=here, chosen=chosen), "bold" if here else "")
            text.append(f"{say(self._language, f'ui.{name}')} ", "bold" if here else "")

    def _head(self, *, here: bool, chosen: bool) -> str:
        dot, empty, cursor = ("(x)", "( )", ">") if self._ascii else ("●", "○", "▶")
        return f"{cursor if here else ' '} {dot if chosen else empty} "

    @property
    def _is_choosing(self) -> bool:
        return self.has_focus and self._chosen is None

    @property
    def _has_doubts(self) -> bool:
        return self._chosen is not None or (self.answer is not None and self.sure is not None)

    def get_content_height(self, *_: object) -> int:
        """A row an option, more where it must wrap, and one for being sure."""
        return (sum(len(self._lines(words)) for _, words in self._options) or 1) + self._has_doubts

    def rows_in(self, width: int) -> int:
        """How many rows it takes in a column of so many cells, the one above it included."""
        return 1 + (sum(len(self._lines(words, width)) for _, words in self._options) or 1) + self._has_doubts

    def _lines(self, words: str, width: int = 0) -> list[str]:
        """An option's words, wrapped beside its cursor and mark, in so many cells or in those that there are."""
        head = cell_len("  ( ) " if self._ascii else "  ○ ")
        return wrap(words, max(20, (width or self.container_size.width) - 3) - head)

    def on_key(self, event: Key) -> None:
        """Arrows move, Enter answers, a digit does both."""
        if self._step is None or not (self._doubt(event.key) if self._chosen is not None else self._choose(event.key)):
            return
        event.stop()
        event.prevent_default()
        self.scroll_visible(animate=False)  # the beginning of a long text may have been in sight
        self.refresh()

    def _choose(self, key: str) -> bool:
        step = self._step
        choosing = step is not None and step.kind == "choose"
        ends = (0.0, len(self._options) - 1.0) if choosing else (step and step.range) or (0.0, 0.0)
        low, high = map(self._units, ends)
        if not choosing and self._type(key, high):
            return True
        if key in ARROWS:
            way = ARROWS[key] if choosing or key in {"left", "right"} else -ARROWS[key]
            self._at = max(low, min(high, self._at + way))
        elif key == "enter":
            self._commit()
        elif key.isdecimal() and low <= int(key) - choosing <= high:
            self._at = int(key) - choosing
            self._commit()
        else:
            return False
        return True

    def _type(self, key: str, high: int) -> bool:
        """Digits of a number that needs more than one; Enter takes them."""
        sign = {"minus": "-", "full_stop": "."}.get(key, key)
        if sign.isdecimal() or (sign in {"-", "."} and self._decimals):
            if high <= 9 and not self._decimals:
                return False
            self._typed = (self._typed + sign)[:MOST_TYPED]
        elif self._typed and key == "backspace":
            self._typed = self._typed[:-1]
        elif self._typed and key == "enter":
            typed, self._typed = self._typed, ""
            self._commit(typed)
        else:
            self._typed = "" if key in ARROWS else self._typed
            return False
        return True

    @property
    def _decimals(self) -> int:
        return self._step.decimals if self._step is not None else 0

    @property
    def _number_text(self) -> str:
        return f"{self._at / 10**self._decimals:.{self._decimals}f}"

    def _units(self, value: float) -> int:
        """A number in units of its last decimal."""
        return round(value * float(10**self._decimals))

    def _doubt(self, key: str) -> bool:
        if key in ARROWS:
            self._doubts = max(0, min(1, self._doubts + ARROWS[key]))
        elif key == "enter":
            self._say(sure=not self._doubts)
        elif key in {"1", "2"}:
            self._say(sure=key == "1")
        elif key == "escape":
            self._chosen = None
            self.refresh(layout=True)
        else:
            return False
        return True

    def on_click(self, event: Click) -> None:
        """A click answers."""
        rows = [number for number, (_, words) in enumerate(self._options) for _ in self._lines(words)]
        if event.y < len(rows):
            self._at, self._chosen = rows[event.y], None
            self._commit()
        elif self._chosen is not None:
            first = cell_len(f"  {say(self._language, 'ui.how_sure')} {self._head(here=False, chosen=False)}")
            self._say(sure=event.x < first + cell_len(say(self._language, "ui.sure")) + 1)

    def _commit(self, typed: str = "") -> None:
        chosen = self._options[self._at][0] if self._options else typed or self._number_text
        if self._step is not None and self._step.sure:
            self._chosen, self._doubts = chosen, 0
            self.refresh(layout=True)
        else:
            self.post_message(Answered(chosen))

    def give(self) -> Answered | None:
        """The answer that is chosen while it is still asked whether one is sure of it; None: there is none."""
        chosen, self._chosen = self._chosen, None
        return Answered(chosen) if chosen is not None else None

    def _say(self, *, sure: bool) -> None:
        chosen, self._chosen = self._chosen or "", None
        self.post_message(Answered(chosen, sure=sure))
