"""The confusion figure, in which a cursor walks from mistake to mistake, and the threshold can be moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.session.verdicts import verdicts_of
from tui_dl.ui.messages import HandLaid
from tui_dl.ui.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from textual.events import Key

    from tui_dl.figures.figure import Look
    from tui_dl.session.verdicts import Verdicts
    from tui_dl.views.scene import Scene

CONFUSION = "confusion"
FINE = (0.005, 0.01, 0.02, 0.03)
LADDER = (*FINE, *(at / 20 for at in range(1, 20)), *(1 - at for at in reversed(FINE)))  # thresholds, a press apart


class MistakeView(FigureView, can_focus=True):
    """Up and down choose a mistake, Enter opens it, left and right move the threshold.

    Attributes:
        pick: Which mistake, from 0, the worst first.
        opened: Whether it is shown in full.
    """

    def __init__(self) -> None:
        super().__init__(CONFUSION)
        self.pick, self.opened = 0, False
        self._bare: Scene | None = None

    def show(self, scene: Scene, look: Look) -> int:
        """Draw this state, with the cursor in it; how many cells have changed."""
        self._bare = scene
        return super().show(replace(scene, pick=self.pick, pointing=self.has_focus, opened=self.opened), look)

    def on_focus(self) -> None:
        """Show the cursor."""
        self._again()

    def on_blur(self) -> None:
        """Hide it."""
        self.opened = False
        self._again()

    def on_key(self, event: Key) -> None:
        """Walk, open, or move the threshold; Escape closes what was opened."""
        verdicts = verdicts_of(self._bare.state) if self._bare is not None else None
        if verdicts is None:
            return
        if event.key in {"up", "down"}:
            last = max(len(verdicts.mistakes) - 1, 0)
            self.pick = min(max(self.pick + (1 if event.key == "down" else -1), 0), last)
        elif event.key == "enter" or (event.key == "escape" and self.opened):
            self.opened = not self.opened
        elif event.key in {"left", "right"} and verdicts.threshold is not None:
            self._move(verdicts, 1 if event.key == "right" else -1)
        else:
            return
        event.stop()
        event.prevent_default()
        self._again()

    def _move(self, verdicts: Verdicts, way: int) -> None:
        """To the next threshold of the ladder."""
        now = verdicts.threshold or 0.0
        beyond = [step for step in LADDER if (step - now) * way > 1e-9]
        if beyond:
            wanted = min(beyond) if way > 0 else max(beyond)
            self.post_message(HandLaid(f"set decision_threshold={wanted:g}"))

    def _again(self) -> None:
        if self._bare is not None:
            self.show(self._bare, self._look)
