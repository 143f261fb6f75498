"""Whether the event loop keeps up: on a loaded machine it runs late, and then less is drawn."""

from __future__ import annotations

LATE, IN_TIME = 0.030, 0.015  # seconds: from here on it is late, from there on in time again
REST = 0.5  # seconds between two looks at the numbers while it is late
SHARE = 0.1  # of a beat in the average: a single late one is nothing


class Lateness:
    """Watches beats that should come evenly.

    Attributes:
        average: Seconds by which they have lately come too late.
        late: Whether that is too much.
    """

    def __init__(self, every: float) -> None:
        """`every`: seconds that should be between two beats."""
        self._every = every
        self._last: float | None = None
        self.average, self.late = 0.0, False
        self._drawn = 0.0

    def beat(self, now: float) -> bool:
        """A beat has come; whether it has become late, or has ceased to be."""
        before = self.late
        if self._last is not None:
            behind = max(0.0, now - self._last - self._every)
            self.average += SHARE * (behind - self.average)
            self.late = self.average > (IN_TIME if self.late else LATE)
        self._last = now
        return self.late != before

    def rests(self) -> bool:
        """Whether it is late and numbers were drawn a moment ago; if not, they are drawn now."""
        now = self._last or 0.0
        if self.late and now - self._drawn < REST:
            return True
        self._drawn = now
        return False
