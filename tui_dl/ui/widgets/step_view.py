"""One step of training, of whose batch one row is shown in numbers: the arrow keys choose which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.ui.widgets.walked_view import WalkedView, moved
from tui_dl.views.step_words import rows_of

if TYPE_CHECKING:
    from tui_dl.views.scene import Scene

STEPS = ("one-step", "loop")


class StepView(WalkedView):
    """Left and right: the row before and the next; up and down through the weights, where not all fit.

    Attributes:
        row: Of the batch, from 0.
        first: The first weight that is listed, from 0.
    """

    def __init__(self, figure_name: str) -> None:
        super().__init__(figure_name)
        self.row, self.first = 0, 0

    def begin_anew(self) -> None:
        """The first row and the first weight again."""
        super().begin_anew()
        self.row, self.first = 0, 0

    def seen(self, scene: Scene) -> Scene:
        """That row; it stays when the focus has gone."""
        return replace(scene, row=self.row, first=self.first, pointing=self.has_focus)

    def walk(self, key: str, scene: Scene) -> bool:
        """To another row, or other weights."""
        rows = rows_of(scene)
        if rows and key in {"up", "down"} and self.figure_name == STEPS[0]:
            self.first = max(0, min(self.first + (1 if key == "down" else -1), scene.state.parameters - 1))
            return True
        place = moved(key, min(self.row, rows - 1), rows) if rows else None
        if place is None:
            return False
        self.row = place
        return True
