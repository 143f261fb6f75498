"""One instance's journal: lines appended by a thread every second, so that a killed program loses no more than that."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_dl.course.learner.slate import Slate

try:
    import fcntl
except ImportError:  # not on Windows: its journals are folded in, and left
    fcntl = None  # type: ignore[assignment]

EVERY = 1.0  # seconds
PRIVATE = 0o600
TRIES, PAUSE = 20, 0.05
MOST_BYTES = 50_000  # of a journal: then it is folded in and begins anew, however long the program runs


class Journal:
    """Appends entries to a file of its own in `folder`; `fold_in` takes up what a file that has grown long holds."""

    def __init__(self, folder: Path, slate: Slate, fold_in: Callable[[], None]) -> None:
        self._folder, self._slate, self._fold_in = folder, slate, fold_in
        self.path, self._bytes = self._new_path(), 0
        self._waiting: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._file: int | None = None
        self._torn = False
        """Whether the last line may have been cut short."""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep_flushing, daemon=True)
        self._thread.start()

    def _new_path(self) -> Path:
        return self._folder / f"journal-{os.getpid()}-{os.urandom(4).hex()}.jsonl"

    def add(self, entry: dict[str, Any]) -> None:
        """Take an entry; it is on disk within a second."""
        with self._lock:
            self._waiting.append(entry)

    def flush(self) -> None:
        """Write everything now.

        Raises:
            OSError: It cannot be written; it stays waiting.
        """
        self._append()
        self._slate.flush()

    def _append(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            if self._file is None:
                self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
                lock(self._file)
            self._write("".join(f"{json.dumps(entry)}\n" for entry in self._waiting).encode())
            with contextlib.suppress(OSError):  # not every file system can
                os.fsync(self._file)
            self._waiting = []

    def _write(self, lines: bytes) -> None:
        """All of it; a full disk may take a part, and what is tried again must not hang on to that."""
        assert self._file is not None
        left = memoryview(b"\n" + lines if self._torn else lines)
        while left:
            written = os.write(self._file, left)
            self._torn, left, self._bytes = True, left[written:], self._bytes + written
        self._torn = False

    def close(self) -> None:
        """Write what is left, and stop."""
        self._done.set()
        self._thread.join()
        with contextlib.suppress(OSError):
            self.flush()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _keep_flushing(self) -> None:
        while not self._done.wait(EVERY):
            with contextlib.suppress(OSError):
                self.flush()
                self.tidy()

    def tidy(self) -> None:
        """Where the file has grown long, begin another; the old one, unlocked now, is folded in as one that ended.

        Raises:
            OSError: That cannot be done; nothing is lost, and the next start does it.
        """
        if self._bytes <= MOST_BYTES:
            return
        with self._lock:
            if self._file is not None and not self._torn:
                os.close(self._file)
                self._file, self.path, self._bytes = None, self._new_path(), 0
        self._fold_in()


def lock(file: int) -> bool:
    """Take the advisory lock of an open file; False where another has it, or there are no locks here."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (OSError, AttributeError):
        return False
    return True


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the advisory lock of a file, waiting a second for it; without it, go on: locks are advice."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        for _ in range(TRIES):
            if lock(file):
                break
            time.sleep(PAUSE)
        yield
    finally:
        os.close(file)


def read_entries(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal; a last one that was cut short is left out."""
    entries = []
    with contextlib.suppress(OSError):
        for line in path.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if isinstance(entry, dict):
                    entries.append(entry)
    return entries


def is_abandoned(path: Path) -> bool:
    """Whether nobody writes to a journal any more, as far as its lock can tell."""
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return lock(file)
    finally:
        os.close(file)
