"""When objects that refer to each other in a circle are looked for: in a pause of the learner's, not under a key.

Python looks for them when enough has been made, which is most often in answer to a key, and a whole search takes as
long as a key should.
"""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import InputEvent

if TYPE_CHECKING:
    from textual.events import Event

PAUSE = 0.1  # seconds without a key or the mouse: the answer to the last one is on the screen then
DUE = 8  # searches among what is younger, after which a whole one is due; Python's own comes after ten
SELDOM = 30  # after so many Python makes one of its own accord, for whoever never pauses


def begin() -> None:
    """Look for waste from now on; what has been loaded stays, and need not be searched again and again."""
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
    gc.enable()


class Tidy(App[None]):
    """An app that looks for waste while nobody presses anything, where it begins without."""

    _pressed, _begins_without = 0.0, False

    def on_mount(self) -> None:
        """Whoever opened it has turned Python's own search off, or else it stays with that."""
        self._begins_without = not gc.isenabled()

    async def on_event(self, event: Event) -> None:
        """Keep in mind when somebody was last there."""
        if isinstance(event, InputEvent):
            self._pressed = monotonic()
        await super().on_event(event)

    def tidy_up(self) -> None:
        """Look for waste now, if that is due and nobody is there; screens on which much goes on ask for it."""
        due = self._begins_without and gc.isenabled() and gc.get_count()[2] >= DUE
        if due and monotonic() - self._pressed >= PAUSE:
            gc.collect()
