"""The child's ear: a thread that reads frames from the parent, and ends the process when the parent is gone."""

from __future__ import annotations

import os
import queue
import sys
import threading

from tui_dl.session.children.frames import read_frame


class Inbox:
    """Frames from standard input, in order."""

    def __init__(self) -> None:
        """Begin to listen."""
        self._frames: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self, timeout: float | None) -> bytes | None:
        """The next frame; None if none came within `timeout` seconds (None: wait for ever)."""
        try:
            return self._frames.get(timeout=timeout) if timeout != 0 else self._frames.get_nowait()
        except queue.Empty:
            return None

    def _listen(self) -> None:
        while (frame := read_frame(sys.stdin.buffer)) is not None:
            self._frames.put(frame)
        os._exit(0)  # whatever the main thread is at: nobody is left to hear of it
