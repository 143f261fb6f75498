"""How often figures are drawn while a run goes on: as the learner wishes, and as many bytes as the line may carry."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.ui.preferences import Preferences
    from tui_dl.ui.screens.board import Board

CELL_BYTES = 30.0  # that a changed cell takes, colour codes included: 36 in a region of many shades, fewer in a curve
LATE_PAUSE = 1.0  # seconds between drawings of a figure while the machine does not keep up


class Budget:
    """Who may draw now. What a large figure has spent is made up for by waiting, so that the rate holds on average."""

    def __init__(self, screen: Board) -> None:
        self._screen = screen
        self._drawn: dict[str, float] = {}
        self._left, self._since = 0.0, monotonic()  # bytes in hand, at that moment

    @property
    def _preferences(self) -> Preferences:
        preferences: Preferences = self._screen.app.preferences  # type: ignore[attr-defined]  # our own app
        return preferences

    def allows(self, figure: str, *, hurry: bool) -> bool:
        """Whether a figure may be drawn now; always in a hurry."""
        now, rate = monotonic(), self._preferences.bytes_per_second
        self._left, self._since = min(rate, self._left + rate * (now - self._since)), now
        waited = now - self._drawn.get(figure, 0.0)
        pause = max(self._preferences.seconds_between_figures, LATE_PAUSE if self._screen.lateness.late else 0.0)
        return hurry or (self._left >= 0 and waited >= pause)

    def spend(self, figure: str, cells: int) -> None:
        """It was drawn, and so many cells went to the terminal."""
        self._drawn[figure] = monotonic()
        self._left -= cells * CELL_BYTES

    def forget(self) -> None:
        """Other figures have taken their places."""
        self._drawn = {}
