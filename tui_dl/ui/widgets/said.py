"""Where the program speaks to the learner: one sentence at a time, hidden while there is nothing to say."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from tui_dl.ui.prose import styled


class Said(Static):
    """A sentence.

    Attributes:
        kind: What it is: note, problem, mistake, hint, no_hint, knob; "" while there is none.
    """

    kind = ""

    def say(self, text: str, kind: str = "note") -> None:
        """Say this instead of what was said before."""
        self.kind = kind if text else ""
        self.update(styled(text) if text else Text())
        self.display = bool(text)
