"""One line to type, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_dl.ui.screens.left_once import Overlay

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST = 40  # characters


class PromptScreen(Overlay[str]):
    """Gives what was typed; None where it was left with Escape."""

    BINDINGS: ClassVar[list[Any]] = [("escape", "dismiss(None)", "")]

    def __init__(self, question: str, text: str, *, ascii_only: bool = False) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        """The question above its line."""
        with Vertical(id="prompt"):
            yield Static(self._question)
            yield Input(self._text, max_length=MOST)

    def on_mount(self) -> None:
        """Type at once; no cursor blinks, since blinking goes over the line."""
        line = self.query_one(Input)
        line.cursor_blink = False
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Taken."""
        self.dismiss(event.value)
