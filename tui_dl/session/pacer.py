"""How many steps of a run are due: a pace that a person can watch, kept without waking up for each step.

On a machine that is busy with other work it stands back: steps that came too late are not made up for in a rush, and
while the app runs late (`eased`) a run goes at a part of its pace, or at full speed for a part of the time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.conductor import Conductor

GATHER = 0.05  # seconds between two bursts of steps, which a screen shows as one
LAG = 0.25  # seconds of steps that a run may be behind; what is more is not made up for
EASED = 0.5  # of the pace, or of the time, while the app runs late


class Pacer:
    """Counts from where the pace was set."""

    def __init__(self, conductor: Conductor, clock: Callable[[], float] = time.monotonic) -> None:
        self._conductor, self._clock = conductor, clock
        self._resting_until = clock()
        self.restart()

    def restart(self) -> None:
        """Count from here."""
        self._since, self._from = self._clock(), self._position()

    @property
    def rate(self) -> float | None:
        """Epochs a second for now; None: no limit."""
        pace = self._conductor.pace
        return pace * EASED if pace is not None and self._conductor.eased else pace

    def wait(self) -> float:
        """Seconds until the next step is due; 0 where it is due."""
        now, rate = self._clock(), self.rate
        if rate is None:
            return max(0.0, self._resting_until - now)
        ahead = (self._position() - self._from) / rate - (now - self._since)
        if ahead < -LAG:
            self._since += -LAG - ahead
        return max(0.0, ahead)

    def pause(self) -> float:
        """Seconds to wait before the next burst of steps; 0 where there is no pace to keep."""
        wait = self.wait()
        return max(wait, GATHER) if wait and self.rate is not None else wait

    def worked(self, seconds: float) -> None:
        """Steps were taken for so long; at full speed, who eases rests as long."""
        if self._conductor.eased:
            self._resting_until = self._clock() + seconds * (1 / EASED - 1)

    def _position(self) -> float:
        """Epochs done, parts of an epoch included."""
        live = self._conductor.live
        return live.trainer.step / live.steps_per_epoch if live else 0.0
