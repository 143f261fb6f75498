"""The trials of a sweep in a file, each on a line of its own as soon as it is there: what a sweep goes on from."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from tui_dl import __version__
from tui_dl.engine.problem import Problem
from tui_dl.session.sweeps.grid import Trial

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_dl.session.sweeps.jobs import Task


def stamp_of(tasks: Sequence[Task]) -> bytes:
    """The same for the same trials of the same version."""
    return hashlib.sha256(msgspec.json.encode((__version__, tasks))).hexdigest().encode()


class SweepFile:
    """A file that is written to.

    Attributes:
        trials: What it holds.
    """

    def __init__(self, path: Path, tasks: Sequence[Task], *, instead: bool = False) -> None:
        """With `instead`, a file of another sweep is written over; a line that was cut off by a hard end is done again.

        Raises:
            Problem: The file belongs to another sweep, or cannot be read or written.
        """
        self._path, stamp = path, stamp_of(tasks)
        try:
            lines = path.read_bytes().split(b"\n") if path.exists() else []
            if lines and lines[0] != stamp:
                if not instead:
                    raise Problem("other_sweep", path=str(path))
                lines = []
            self.trials = _trials(lines[1:])
            self._file: BinaryIO = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
            self._file.write(b"\n".join([stamp, *map(msgspec.json.encode, self.trials), b""]))
            self._file.flush()
        except OSError as error:
            raise self._problem(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep(self, trial: Trial) -> None:
        """Remember and write it.

        Raises:
            Problem: The file cannot be written; it is remembered all the same.
        """
        self.trials.append(trial)
        try:
            self._file.write(msgspec.json.encode(trial) + b"\n")
            self._file.flush()
        except OSError as error:
            raise self._problem(error) from None

    def close(self) -> None:
        """Write no more."""
        with contextlib.suppress(OSError):
            self._file.close()

    def _problem(self, error: OSError) -> Problem:
        return Problem("sweep_file", path=str(self._path), reason=error.strerror or str(error))


def kept_trials(path: Path, tasks: Sequence[Task]) -> list[Trial]:
    """What a file holds of this sweep; nothing where it is of another, or none."""
    with contextlib.suppress(OSError):
        lines = path.read_bytes().split(b"\n")
        return _trials(lines[1:]) if lines[0] == stamp_of(tasks) else []
    return []


def _trials(lines: Sequence[bytes]) -> list[Trial]:
    known = []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError):
            known.append(msgspec.json.decode(line, type=Trial))
    return known
