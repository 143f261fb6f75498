"""One small file that is written over again and again, always whole: what matters now, not what was."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from tui_dl.session.private import put

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1_000_000


class Slate:
    """What was put last is on disk with the next `flush`; putting costs nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: bytes | None = None
        self._lock = threading.Lock()

    def put(self, content: bytes) -> bool:
        """Take what is to be kept; False where that is longer than `MOST_BYTES`: it is not kept then."""
        fits = len(content) <= MOST_BYTES
        if fits:
            self._waiting = content
        return fits

    def flush(self) -> None:
        """Write it, if there is news.

        Raises:
            OSError: It cannot be written; it stays waiting.
        """
        with self._lock:
            content = self._waiting
            if content is None:
                return
            put(self._path, content)
            if self._waiting is content:
                self._waiting = None

    def read(self) -> bytes | None:
        """What was kept; None where there is nothing, or too much."""
        with contextlib.suppress(OSError):
            if self._path.stat().st_size <= MOST_BYTES:
                return self._path.read_bytes()
        return None
