"""While it stands, nothing is written outside of one folder, nothing takes longer than a second unseen."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1.0  # seconds of this process's own work: a busy machine is no hang
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate", "shutil.rmtree"}


class Guard:
    """Looks at what Python does with files (an audit hook, which cannot be taken away again: one a process)."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._on = folder.resolve(), False
        self.touched: list[str] = []
        sys.addaudithook(self._seen)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Files touched outside of the folder meanwhile are remembered."""
        self._on = True
        try:
            yield
        finally:
            self._on = False

    def _seen(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._on:
            return
        if (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING) or event in CHANGING:
            self._look(event, arguments[0])

    def _look(self, event: str, path: object) -> None:
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if isinstance(path, str | os.PathLike) and "__pycache__" not in str(path) and str(path) != os.devnull:
            whole = Path(os.path.abspath(path))  # noqa: PTH100  links are not followed: what is named counts
            if not whole.is_relative_to(self._folder):
                self.touched.append(f"{event} {whole}")


@contextmanager
def no_hang(what: str) -> Iterator[None]:
    """Raise `TimeoutError` where the block takes more than a second of this process's time."""
    started = time.process_time()
    yield
    took = time.process_time() - started
    if took > LONGEST:
        msg = f"{took:.1f} s of work: {what[:200]!r}"
        raise TimeoutError(msg)
