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
    keeps_row = False
    """Whether its row is there while there is nothing to say, so that nothing shifts when there is."""

    def keep_row(self, *, kept: bool) -> None:
        """Keep the row from now on, or only while there is something to say."""
        self.keeps_row = kept
        self.display = bool(self.kind) or kept

    def say(self, text: str, kind: str = "note") -> None:
        """Say this instead of what was said before."""
        self.kind = kind if text else ""
        self.update(styled(text) if text else Text())
        self.display = bool(text) or self.keeps_row
