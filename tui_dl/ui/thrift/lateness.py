"""Whether the event loop keeps up: on a loaded machine it runs late or waits for a processor, and less is drawn."""

from __future__ import annotations

from tui_dl.ui.thrift.waiting import Waiting

LATE, IN_TIME = 0.030, 0.015  # seconds: from here on it is late, from there on in time again
CROWDED, ROOMY = 0.6, 0.4  # of its time waiting for a processor: the same
FREE = 0.1  # so much it waits on a machine that is its own
REST = 0.5  # seconds between two looks at the news while it is late
SHARE = 0.1  # of a beat in the average: a single late one is nothing


class Lateness:
    """Watches beats that should come evenly.

    Attributes:
        average: Seconds by which they have lately come too late.
        late: Whether that is too much, or this process waits for a processor most of the time.
    """

    def __init__(self, every: float, waiting: Waiting | None = None) -> None:
        """`every`: seconds that should be between two beats."""
        self._every = every
        self._waiting = waiting or Waiting()
        self._last: float | None = None
        self.average, self.late = 0.0, False
        self._taken, self._asked = 0.0, float("-inf")

    def beat(self, now: float) -> bool:
        """A beat has come; whether it has become late, or has ceased to be."""
        before = self.late
        self._waiting.look()
        if self._last is not None:
            behind = max(0.0, now - self._last - self._every)
            self.average += SHARE * (behind - self.average)
            crowded = self._waiting.share > (ROOMY if self.late else CROWDED)
            self.late = crowded or self.average > (IN_TIME if self.late else LATE)
        self._last = now
        return self.late != before

    @property
    def strain(self) -> float:
        """From 0 on a machine that is free to 1 where it is late: those who share one make room before that."""
        return 1.0 if self.late else min(1.0, max(0.0, (self._waiting.share - FREE) / (CROWDED - FREE)))

    def asked(self) -> None:
        """The learner has asked for something: what comes of it is not kept waiting."""
        self._asked = self._last or 0.0

    def rests(self) -> bool:
        """Whether news was taken in a moment ago and may wait; if not, it is taken in now."""
        now = self._last or 0.0
        if now - self._asked > REST and now - self._taken < REST * self.strain:
            return True
        self._taken = now
        return False
