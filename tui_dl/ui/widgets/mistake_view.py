"""The confusion figure, in which a cursor walks from mistake to mistake, and the threshold can be moved."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.ui.messages import HandLaid
from tui_dl.ui.widgets.walked_view import WalkedView
from tui_dl.views.judged import verdicts_in, who

if TYPE_CHECKING:
    from tui_dl.session.verdicts import Verdicts
    from tui_dl.views.scene import Scene

CONFUSION = "confusion"
RUNGS = 10  # of a ladder of distances, at least
FINE = (0.005, 0.01, 0.02, 0.03)
LADDER = (*FINE, *(at / 20 for at in range(1, 20)), *(1 - at for at in reversed(FINE)))  # thresholds, a press apart


class MistakeView(WalkedView):
    """Up and down choose a mistake, Enter opens it, left and right move the threshold.

    Attributes:
        pick: Which mistake, from 0, the worst first.
        opened: Whether it is shown in full.
        cuts: Where the threshold of each classical method was moved to, by its name.
    """

    def __init__(self) -> None:
        super().__init__(CONFUSION)
        self.pick, self.opened = 0, False
        self.cuts: dict[str, float] = {}

    def begin_anew(self) -> None:
        """The worst mistake again, closed, and every threshold where its method has it."""
        super().begin_anew()
        self.pick, self.opened, self.cuts = 0, False, {}

    def seen(self, scene: Scene) -> Scene:
        """With the mistake that is chosen."""
        cut = self.cuts.get(scene.chosen)
        return replace(scene, pick=self.pick, pointing=self.has_focus, opened=self.opened, cut=cut)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """What was opened is closed when the focus goes."""
        self.opened = self.opened and _has_focus
        super().watch_has_focus(_has_focus)

    def walk(self, key: str, scene: Scene) -> bool:
        """Walk, open, or move the threshold; Escape closes what was opened."""
        verdicts = verdicts_in(self.seen(scene))
        if verdicts is None:
            return False
        if key in {"up", "down"}:
            last = max(len(verdicts.mistakes) - 1, 0)
            self.pick = min(max(self.pick + (1 if key == "down" else -1), 0), last)
        elif key == "enter" or (key == "escape" and self.opened):
            self.opened = not self.opened
        elif key in {"left", "right"} and verdicts.threshold is not None:
            self._move(scene, verdicts, 1 if key == "right" else -1)
        else:
            return False
        return True

    def _move(self, scene: Scene, verdicts: Verdicts, way: int) -> None:
        """To the next threshold of the ladder: a network's is a knob of its run, a classical method's is looked at."""
        now, ladder = verdicts.threshold or 0.0, LADDER if verdicts.likely else _between(*verdicts.ends)
        beyond = [step for step in ladder if (step - now) * way > 1e-9]
        if not beyond:
            return
        wanted = min(beyond) if way > 0 else max(beyond)
        if who(scene, "en"):
            self.cuts[scene.chosen] = wanted
        else:
            self.post_message(HandLaid(f"set decision_threshold={wanted:g}"))


def _between(low: float, high: float) -> list[float]:
    """Round distances from one end to the other, a press apart; 0, the method's own border, is among them."""
    stride = 10.0 ** math.floor(math.log10((high - low) / RUNGS))
    return [step * stride for step in range(math.floor(low / stride), math.ceil(high / stride) + 1)]
