"""A figure of a network in which a cursor walks: Enter types a number or holds a unit, and the network follows."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from tui_dl.session.inspection import network_of
from tui_dl.session.places import UNIT, Place, index_of, walked
from tui_dl.ui.messages import HandLaid
from tui_dl.ui.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from textual.events import Key

    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Look
    from tui_dl.views.scene import Scene

WITH_CURSOR = ("network", "weights")
ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
NUDGES = {"+": 1, "=": 1, "-": -1, "_": -1}
NUDGE, MOST_TYPED = 0.1, 12


class CursorView(FigureView, can_focus=True):
    """One of `WITH_CURSOR`; its cursor is seen while it has the focus.

    Attributes:
        place: Where the cursor stands.
    """

    def __init__(self, figure_name: str) -> None:
        super().__init__(figure_name)
        self.place = Place(1, 1, 1)
        self._typed: str | None = None
        self._bare: Scene | None = None

    def begin_anew(self) -> None:
        """The cursor is where it begins, with nothing typed."""
        super().begin_anew()
        self.place, self._typed, self._bare = Place(1, 1, 1), None, None

    def show(self, scene: Scene, look: Look, room: float = inf) -> int:
        """Draw this state, with the cursor in it."""
        self._bare = scene
        network = network_of(scene.state)
        if network is not None and self.has_focus:
            self.place = self._beside(network, 0, 0)
            scene = replace(scene, cursor=self.place, typed=self._typed)
        return super().show(scene, look, room)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the cursor, or hide it; what was half typed is let go."""
        super().watch_has_focus(_has_focus)
        self._typed = None
        if self._bare is not None:
            self.show(self._bare, self._look)

    def on_key(self, event: Key) -> None:
        """Arrows walk, Enter types or holds, plus and minus nudge; while typing, every key is text."""
        network = network_of(self._bare.state) if self._bare is not None else None
        if network is None:
            return
        if self._typed is not None:
            self._type(event)
        elif event.key in ARROWS:
            self.place = self._beside(network, *ARROWS[event.key])
        elif event.key == "enter":
            self._enter(network)
        elif event.character in NUDGES and self.place.column != UNIT:
            self._nudge(network, NUDGES[event.character])
        else:
            return
        event.stop()
        event.prevent_default()
        if self._bare is not None:
            self.show(self._bare, self._look)

    def _beside(self, network: Network, across: int, down: int) -> Place:
        return walked(network.sizes, self.place, across, down, over_units=self.figure_name == "network")

    def _enter(self, network: Network) -> None:
        """Begin to type; on a unit: it speaks, then says 0, then its mean, then speaks again."""
        if self.place.column != UNIT:
            self._typed = ""
            return
        held = network.held.get((self.place.layer, self.place.unit))
        how = "off" if held is None else "mean" if held == 0 else "on"
        self.post_message(HandLaid(f"mask {self.place.text} {how}"))

    def _nudge(self, network: Network, way: int) -> None:
        """To the next tenth, up or down."""
        value = float(network.parameters[index_of(network, self.place) or 0])
        self.post_message(HandLaid(f"edit {self.place.text}={round(round(value / NUDGE) * NUDGE + way * NUDGE, 6):g}"))

    def _type(self, event: Key) -> None:
        typed = self._typed or ""
        if event.key == "escape":
            self._typed = None
        elif event.key == "enter":
            self._typed = None
            if typed:
                self.post_message(HandLaid(f"edit {self.place.text}={typed}"))
        elif event.key == "backspace":
            self._typed = typed[:-1]
        elif event.character and event.character in "0123456789.-+e" and len(typed) < MOST_TYPED:
            self._typed = typed + event.character
