"""Curves over epochs, with a cross-hair that the arrow keys move: what was the number there?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.ui.widgets.walked_view import WalkedView, moved

if TYPE_CHECKING:
    from tui_dl.session.records import EpochRecord
    from tui_dl.views.scene import Scene

LOSS = "loss"


class CurveView(WalkedView):
    """Left and right an epoch, PgUp and PgDn a tenth of the way, Home and End.

    Attributes:
        at: On which record the cross-hair stands, from 0; None: on the newest, however many there will be.
    """

    def __init__(self) -> None:
        super().__init__(LOSS)
        self.at: int | None = None

    def begin_anew(self) -> None:
        """The cross-hair is on the newest again."""
        super().begin_anew()
        self.at = None

    def seen(self, scene: Scene) -> Scene:
        """With the cross-hair, while the figure has the focus."""
        records = _records(scene)
        if not self.has_focus or not records:
            return scene
        return replace(scene, at=len(records) - 1 if self.at is None else min(self.at, len(records) - 1))

    def walk(self, key: str, scene: Scene) -> bool:
        """To another epoch; at the end it goes along with what is new."""
        last = len(_records(scene)) - 1
        place = moved(key, last if self.at is None else min(self.at, last), last + 1)
        if place is None or last < 0:
            return False
        self.at = None if place == last else place
        return True


def _records(scene: Scene) -> tuple[EpochRecord, ...]:
    return (scene.whole or scene.state).records
