"""A letter on every panel: press it, and the focus is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from tui_dl.ui.keys import HANGUL
from tui_dl.ui.screens.left_once import Overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key, Resize
    from textual.geometry import Region, Size

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class JumpScreen(Overlay[int]):
    """Gives the number of the panel that was chosen; None where it was left."""

    BINDINGS: ClassVar[list[Any]] = [("escape", "dismiss(None)", "")]

    def __init__(self, places: Sequence[Region], seen_in: Size) -> None:
        """`places`: what is seen of each panel, in a terminal of the size `seen_in`."""
        super().__init__()
        self._places, self._seen_in = list(places)[: len(LETTERS)], seen_in

    def compose(self) -> ComposeResult:
        """The letters, each where its panel begins."""
        for letter, place in zip(LETTERS, self._places, strict=False):
            label = Static(f" {letter} ", classes="jump")
            label.styles.offset = (place.x, place.y)
            yield label

    def on_resize(self, event: Resize) -> None:
        """In a terminal of another size the panels stand elsewhere."""
        if event.size != self._seen_in:
            self.dismiss(None)

    def on_key(self, event: Key) -> None:
        """A letter, or its Hangul twin, chooses; any other key leaves."""
        letters = {**{letter: letter for letter in LETTERS}, **{twin: letter for letter, twin in HANGUL.items()}}
        letter = letters.get(event.character or "")
        if letter is not None and LETTERS.index(letter) < len(self._places):
            self.dismiss(LETTERS.index(letter))
        else:
            self.dismiss(None)
        event.stop()
