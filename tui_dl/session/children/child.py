"""A child process that answers frames with frames: started on demand, ended by whoever opened it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Self

from tui_dl.session.children.frames import read_frame, write_frame
from tui_dl.session.children.platform import child_environment
from tui_dl.session.private import FILE_MODE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_LOG = 1_000_000  # bytes; then it begins again


def _nobody() -> None:
    """Who listens by default."""


class Child:
    """The parent's handle.

    Attributes:
        on_news: Called, by the reading thread, whenever frames have come or the child has ended; and by `send`, where
            there could be no child.
        refusal: Why the system let no child be started when that was last tried, in its own words; "" if it did.
    """

    def __init__(self, module: str, log: Path | None = None, *, low_priority: bool = True) -> None:
        """`module` is run as a program of this Python; what it says on standard error is added to `log`."""
        self._command = [sys.executable, "-P", "-m", module]
        self._log, self._low_priority = log, low_priority
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: list[bytes] = []
        self._lock = threading.Lock()
        self.on_news: Callable[[], None] = _nobody
        self.refusal = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int | None:
        """The child's process number while it is there."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def get_ready(self) -> bool:
        """Start the child, if there is none: what is sent first is answered sooner then; False where it cannot be."""
        if self.pid is None:
            try:
                self._start()
            except (OSError, RuntimeError) as error:  # no memory, no process, no pipe, or no thread to listen to it
                self.end()
                self.refusal = getattr(error, "strerror", None) or str(error)
        return self._process is not None

    def send(self, body: bytes) -> bool:
        """Hand over one frame, starting the child if there is none; False where it could not be handed over."""
        if not self.get_ready():
            self.on_news()
            return False
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, body)
        except OSError:
            return False
        return True

    def receive(self) -> list[bytes]:
        """All frames that have come since the last time."""
        with self._lock:
            frames, self._frames = self._frames, []
        return frames

    def end(self) -> None:
        """End the child, at once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with contextlib.suppress(OSError):
            process.communicate()

    def wait(self) -> None:
        """Wait until the child has ended by itself."""
        if self._process is not None:
            self._process.wait()

    def _start(self) -> None:
        self.end()
        self.refusal = ""
        with contextlib.ExitStack() as stack:
            complaints: int | object = subprocess.DEVNULL
            if self._log is not None:
                with contextlib.suppress(OSError):
                    log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
                    stack.callback(os.close, log)
                    complaints = log
                    if self._log.stat().st_size > MOST_LOG:
                        os.truncate(self._log, 0)
            self._process = subprocess.Popen(  # noqa: S603  our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,  # type: ignore[arg-type]  # a file or DEVNULL
                env=child_environment(low_priority=self._low_priority),
            )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        while (frame := self._read(process)) is not None:
            with self._lock:
                if self._process is process:
                    self._frames.append(frame)
            self.on_news()
        process.wait()  # its output closes a moment before it has ended
        self.on_news()

    @staticmethod
    def _read(process: subprocess.Popen[bytes]) -> bytes | None:
        assert process.stdout is not None
        with contextlib.suppress(OSError, ValueError):  # closed under our feet by `end`
            return read_frame(process.stdout)
        return None
