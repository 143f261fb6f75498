"""How often figures are drawn while a run goes on: as the learner wishes, and as many bytes as the line may carry."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.ui.preferences import Preferences
    from tui_dl.ui.screens.board import Board

CELL_BYTES = 28.0  # that a changed cell takes in a region of many shades, colours and jumps included; fewer in a curve
ROWS_BYTES = 300.0  # that the rows of numbers take at each look
LATE_PAUSE = 1.0  # seconds between drawings of a figure while the machine does not keep up


class Budget:
    """Who may draw now, and how much: what a large figure has spent is made up for, so that the rate holds."""

    def __init__(self, screen: Board, tick: float) -> None:
        """`tick`: seconds between two looks; what one may send is the most that comes at once."""
        self._screen, self._tick = screen, tick
        self._drawn: dict[str, float] = {}
        self._left, self._since = 0.0, monotonic()  # bytes in hand, at that moment

    @property
    def _preferences(self) -> Preferences:
        preferences: Preferences = self._screen.app.preferences  # type: ignore[attr-defined]  # our own app
        return preferences

    def room(self) -> float:
        """Cells that may change now."""
        now, rate = monotonic(), self._preferences.bytes_per_second(self._screen.size.area)
        self._left, self._since = min(rate * self._tick, self._left + rate * (now - self._since)), now
        return (self._left - ROWS_BYTES) / CELL_BYTES

    def is_due(self, figure: str) -> bool:
        """Whether a figure may be drawn anew."""
        pause = max(self._preferences.seconds_between_figures, LATE_PAUSE * self._screen.lateness.strain)
        return monotonic() - self._drawn.get(figure, 0.0) >= pause

    def drew(self, figure: str) -> None:
        """It was drawn anew."""
        self._drawn[figure] = monotonic()

    def spend(self, cells: int) -> None:
        """So many cells go to the terminal."""
        self._left -= cells * CELL_BYTES

    def forget(self) -> None:
        """Other figures have taken their places."""
        self._drawn = {}
