"""A sheet with a run to pass on: its line of code, what keeps it, and the run as a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui_dl.ui import keys, sharing
from tui_dl.ui.naming import problem_sentence
from tui_dl.ui.screens.left_once import Overlay
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.ui.sharing import Shared

NAMES = {"numpy": "NumPy", "pytorch": "PyTorch", "keras": "Keras"}


class ShareScreen(Overlay[None]):
    """Read it, keep it, copy it, close it."""

    BINDINGS: ClassVar[list[Any]] = [
        ("escape,enter,q,ㅂ", "dismiss", ""),
        *keys.bindings(keys.SHARE),
    ]

    def __init__(self, one: Shared, language: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._shared, self._language = one, language

    def compose(self) -> ComposeResult:
        """The sheet."""
        with VerticalScroll(id="sheet"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Title and focus."""
        sheet = self.query_one("#sheet")
        sheet.border_title = say(self._language, "share.title")
        sheet.focus()

    def _text(self) -> Text:
        code, written = self._shared.code, self._shared.written
        text = Text()
        text.append(f"{say(self._language, 'share.code')}\n\n")
        text.append(f"tui-dl run {code}\n\n", "bold")
        named = ", ".join(NAMES[name] for name in written.texts)
        key = "share.keep" if named else "share.keep_code"
        text.append(f"{say(self._language, key, names=named, path=str(sharing.folder()))}\n")
        for name, problem in written.refused.items():
            text.append(f"{NAMES[name]}: {problem_sentence(self._language, problem)}\n", "dim")
        if "numpy" in written.texts:
            text.append(f"\n{say(self._language, 'share.program')}\n\n")
            text.append(written.texts["numpy"])
        return text

    def action_keep(self) -> None:
        """Write it all into files."""
        said, fields = sharing.keep(self._shared)
        self.app.notify(say(self._language, f"share.{said}", **fields), timeout=8)

    def action_copy(self) -> None:
        """The line into the clipboard, where the terminal allows that."""
        self.app.copy_to_clipboard(f"tui-dl run {self._shared.code}")
        self.app.notify(say(self._language, "share.copied"), timeout=8)
