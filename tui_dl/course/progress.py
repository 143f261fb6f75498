"""What a learner has done: a file that a person can read, and a journal for each running instance.

Entries are facts with a time. Folding them is the same in any order and any number of times, so that two instances
on one home, or a journal read twice, lose and double nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import platformdirs

from tui_dl.course.journal import Journal, alone, is_abandoned, read_entries
from tui_dl.engine.problem import Problem

VERSION = 1
FOLDER_MODE = 0o700
GROWING = ("hint", "passed", "done", "best")  # kinds whose largest value stays; of the others the latest does
SETTING = "settings"


def home() -> Path:
    """Where progress is kept."""
    wanted = os.environ.get("TUI_DL_HOME")
    return Path(wanted) if wanted else Path(platformdirs.user_data_dir("tui-dl"))


@dataclass(slots=True)
class StepProgress:
    """One step: what was answered, whether it is passed, hints taken, and the run that passed it, as text."""

    answer: str | None = None
    passed: bool = False
    hints: int = 0
    run: str | None = None


@dataclass(slots=True)
class LessonProgress:
    """One lesson: where the learner stood, whether it is done, the best validation score."""

    at: str = ""
    done: bool = False
    best: float | None = None
    steps: dict[str, StepProgress] = field(default_factory=dict)


class Progress:
    """All of it.

    Attributes:
        trouble: What went wrong with the files, to be told; the program goes on.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.trouble: list[Problem] = []
        self._entries: dict[str, dict[str, Any]] = {}
        self._journal: Journal | None = None

    @classmethod
    def open(cls, path: Path | None = None) -> Progress:
        """Read what there is, and merge the journals of instances that have ended."""
        progress = cls(path or home())
        try:
            progress._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            progress._read()
            progress._merge()
            progress._journal = Journal(progress._folder)
        except OSError as error:
            progress.trouble.append(
                Problem("home_unwritable", path=str(progress._folder), reason=error.strerror or str(error))
            )
        return progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lessons(self) -> dict[str, LessonProgress]:
        """All lessons that were begun."""
        names = {entry["lesson"] for entry in self._entries.values() if entry["lesson"] != SETTING}
        return {name: self.of(name) for name in sorted(names)}

    def of(self, lesson: str) -> LessonProgress:
        """A lesson's progress; empty where it was never begun."""
        found = LessonProgress()
        for entry in self._entries.values():
            if entry["lesson"] == lesson:
                _put(found, entry["step"], entry["what"], entry["value"])
        return found

    def record(self, lesson: str, step: str, what: str, value: str | float | bool = True) -> None:
        """Take a fact: answer, passed, hint, run, at, done or best; on disk within a second."""
        entry = {"lesson": lesson, "step": step, "what": what, "value": value, "time": time.time()}
        self._fold(entry)
        if self._journal is not None:
            self._journal.add(entry)

    def setting(self, name: str) -> str | None:
        """A setting's value."""
        entry = self._entries.get(_key({"lesson": SETTING, "step": "", "what": name}))
        return str(entry["value"]) if entry else None

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.record(SETTING, "", name, value)

    def flush(self) -> None:
        """Write everything now; where that cannot be done, it is told once."""
        if self._journal is None:
            return
        try:
            self._journal.flush()
        except OSError as error:
            if not self.trouble:
                self.trouble.append(Problem("home_unwritable", path=str(self._folder), reason=error.strerror or ""))

    def close(self) -> None:
        """Write the readable file, and end the journal."""
        if self._journal is None:
            return
        self._journal.close()
        self._journal = None
        with contextlib.suppress(OSError):
            self._merge()

    def _read(self) -> None:
        path = self._folder / "progress.json"
        try:
            stored = json.loads(path.read_bytes())
            if stored["version"] > VERSION:
                self._set_aside(path, "progress_newer")
                return
            for entry in stored["entries"]:
                self._fold(entry)
        except FileNotFoundError:
            return
        except (ValueError, KeyError, TypeError):
            self._entries = {}
            self._set_aside(path, "progress_damaged")

    def _set_aside(self, path: Path, code: str) -> None:
        number = 1
        while (kept := path.with_name(f"progress.damaged-{number}.json")).exists():
            number += 1
        path.rename(kept)
        self.trouble.append(Problem(code, file=path.name, kept=str(kept)))

    def _merge(self) -> None:
        """Fold all journals in; those that nobody writes any more go, once their content is safe."""
        journals = sorted(self._folder.glob("journal-*.jsonl"))
        ended = [path for path in journals if is_abandoned(path)]
        for path in journals:
            for entry in read_entries(path):
                with contextlib.suppress(KeyError, TypeError, ValueError):
                    self._fold(entry)
        if ended:
            with alone(self._folder / ".lock"):
                self._read()  # another instance may have written since
                self._write()
            for path in ended:
                path.unlink(missing_ok=True)

    def _write(self) -> None:
        entries = sorted(self._entries.values(), key=_key)
        text = json.dumps({"version": VERSION, "entries": entries}, indent=1, ensure_ascii=False)
        file, name = tempfile.mkstemp(dir=self._folder, prefix=".progress-")
        with os.fdopen(file, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(self._folder / "progress.json")

    def _fold(self, entry: dict[str, Any]) -> None:
        key, before = _key(entry), self._entries.get(_key(entry))
        if before is None or _rank(entry) > _rank(before):
            self._entries[key] = entry


def _key(entry: dict[str, Any]) -> str:
    step = "" if entry["what"] in {"at", "done", "best"} else entry["step"]
    return f"{entry['lesson']}/{step}/{entry['what']}"


def _rank(entry: dict[str, Any]) -> tuple[float, float, str]:
    """Which of two facts of one key stays: the larger where values only grow, else the later."""
    size = float(entry["value"]) if entry["what"] in GROWING else 0.0
    return size, float(entry["time"]), str(entry["value"])


def _put(lesson: LessonProgress, step: str, what: str, value: Any) -> None:
    if what == "at":
        lesson.at = str(value)
    elif what == "done":
        lesson.done = bool(value)
    elif what == "best":
        lesson.best = float(value)
    else:
        kept = lesson.steps.setdefault(step, StepProgress())
        setattr(kept, {"hint": "hints"}.get(what, what), value)
