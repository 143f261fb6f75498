"""A figure in which one walks while it has the focus: along a curve, from row to row, from mistake to mistake."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from tui_dl.ui.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from textual.events import Key

    from tui_dl.figures.figure import Look
    from tui_dl.views.scene import Scene

TENTH = 10  # of the way is a page


class WalkedView(FigureView, can_focus=True):
    """The base of such figures: it says what is seen, and where a key goes."""

    def __init__(self, figure_name: str) -> None:
        super().__init__(figure_name)
        self._bare: Scene | None = None

    def seen(self, scene: Scene) -> Scene:
        """The scene with what is pointed at, while the figure has the focus."""
        raise NotImplementedError

    def walk(self, key: str, scene: Scene) -> bool:
        """Take a key; False where it does nothing here."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Forget where somebody has walked to."""
        super().begin_anew()
        self._bare = None

    def show(self, scene: Scene, look: Look, room: float = inf) -> int:
        """Draw this state; how many cells have changed."""
        self._bare = scene
        return super().show(self.seen(scene), look, room)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show what is pointed at, or hide it."""
        super().watch_has_focus(_has_focus)
        self._again()

    def on_key(self, event: Key) -> None:
        """What is taken here goes nowhere else."""
        if self._bare is not None and self.walk(event.key, self._bare):
            event.stop()
            event.prevent_default()
            self._again()

    def _again(self) -> None:
        if self._bare is not None:
            self.show(self._bare, self._look)


def moved(key: str, at: int, count: int, ways: tuple[str, str] = ("left", "right")) -> int | None:
    """Where a key goes from place `at` (from 0) of `count`: arrows, pages and ends; None where it goes nowhere."""
    far = max(1, count // TENTH)
    steps = {ways[0]: -1, ways[1]: 1, "pageup": -far, "pagedown": far, "home": -count, "end": count}
    return max(0, min(at + steps[key], count - 1)) if key in steps else None
