"""How much this process waits for a processor that others have: on a shared machine the screen is drawn less often."""

from __future__ import annotations

from pathlib import Path

TOLD = Path("/proc/self/schedstat")  # Linux: nanoseconds on a processor, nanoseconds waiting for one, turns
SHARE = 0.1  # of a look in the average: others come and go
LEAST = 0.002  # seconds that it must have wanted between two looks; of less, nothing can be said


class Waiting:
    """Watches the main thread, which draws.

    Attributes:
        share: Of the time in which it could have worked, the part that it waited for a processor, lately; 0 to 1. It
            stays 0 where the system does not tell.
    """

    def __init__(self, told: Path | None = None) -> None:
        """`told`: where the system tells it, unless at the usual place."""
        self._told = told or TOLD
        self._ran, self._waited = self._read()
        self.share = 0.0

    def look(self) -> None:
        """See how it has been since the last look."""
        ran, waited = self._read()
        wanted = ran - self._ran + waited - self._waited
        if wanted > LEAST:
            self.share += SHARE * ((waited - self._waited) / wanted - self.share)
            self._ran, self._waited = ran, waited

    def _read(self) -> tuple[float, float]:
        """Seconds on a processor and waiting for one, since the process began."""
        try:
            ran, waited, *_ = self._told.read_text(encoding="ascii").split()
            return int(ran) * 1e-9, int(waited) * 1e-9
        except (OSError, ValueError):
            return 0.0, 0.0
