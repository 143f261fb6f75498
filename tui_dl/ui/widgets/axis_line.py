"""A line of a sweep's plan: typed like on the command line; Up and Down go through the knobs, with usual values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tui_dl.ui.sweep_plan import MOST_SEEDS, knobs, line_of

if TYPE_CHECKING:
    from textual.events import Key

    from tui_dl.session.experiment import Experiment


class AxisLine(Input):
    """An axis, or the number of seeds."""

    def __init__(self, text: str, base: Experiment, kind: str) -> None:
        """`kind` is down, across or seeds."""
        super().__init__(text, id=f"line-{kind}", select_on_focus=False)
        self._base, self._kind = base, kind
        self.cursor_blink = False

    def on_key(self, event: Key) -> None:
        """Up and Down: another knob, or another number of seeds."""
        if event.key not in {"up", "down"}:
            return
        event.stop()
        event.prevent_default()
        way = 1 if event.key == "down" else -1
        self.value = self._seeds(-way) if self._kind == "seeds" else self._knob(way)
        self.cursor_position = len(self.value)

    def _seeds(self, way: int) -> str:
        now = int(self.value) if self.value.strip().isdecimal() else 1
        return str(max(1, min(now + way, MOST_SEEDS)))

    def _knob(self, way: int) -> str:
        """The next knob; the second axis may also be none."""
        names = [*(("",) if self._kind == "across" else ()), *knobs()]
        now = self.value.partition("=")[0].strip().replace("-", "_")
        name = names[(names.index(now) + way) % len(names)] if now in names else names[0]
        return line_of(name, self._base) if name else ""
