"""Proofs that were made already: a lesson that nothing has changed of, nor of what it is proven by, costs nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tui_dl.session.fast import engine_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.written.loader import WholeLesson

ROOMS = ("engine", "data", "session", "course", "figures", "views")
PACKAGES = ("numpy", "scikit-learn")
CODE = (".py", ".npz")
WORDS = (".toml", ".md")


class Proofs:
    """What is kept in `folder`, a file a lesson; with None nothing is."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = None if os.environ.get("CI") else folder  # there everything is proven anew
        self._program = _program() if self._folder is not None else b""

    def of(self, whole: WholeLesson) -> tuple[int, int] | None:
        """(claims, trials) of the proof, if it holds for this very lesson and this very program."""
        if self._folder is None:
            return None
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(self._file(whole, self._folder).read_bytes())
            if stored["key"] == self._key(whole):
                return int(stored["claims"]), int(stored["trials"])
        return None

    def keep(self, whole: WholeLesson, claims: int, trials: int) -> None:
        """Write down that everything was found to hold."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):  # without it the proof is only made once more
            self._folder.mkdir(parents=True, exist_ok=True)
            stored = {"key": self._key(whole), "claims": claims, "trials": trials}
            self._file(whole, self._folder).write_text(json.dumps(stored), encoding="utf-8")

    def _key(self, whole: WholeLesson) -> str:
        files = (path for path in sorted(whole.folder.iterdir()) if path.suffix in WORDS)
        return _hash([self._program, *_contents(files)])

    @staticmethod
    def _file(whole: WholeLesson, folder: Path) -> Path:
        return folder / f"{hashlib.sha256(whole.lesson.id.encode()).hexdigest()[:16]}.json"


def _program() -> bytes:
    """All code and data that a proof rests on, which engine trains, and the versions of what computes."""
    package = Path(__file__).parents[2]
    files = (path for room in ROOMS for path in sorted((package / room).rglob("*")) if path.suffix in CODE)
    versions = [f"{name} {version(name)}".encode() for name in PACKAGES]
    return _hash([sys.version.encode(), engine_name().encode(), *versions, *_contents(files)]).encode()


def _contents(paths: Iterator[Path]) -> Iterator[bytes]:
    for path in paths:
        yield path.name.encode()
        yield path.read_bytes()


def _hash(parts: list[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
