"""What a learner has done, kept: a file that a person can read, and a journal for each running instance."""

from __future__ import annotations

import contextlib
import json
import math
import os
import time
from pathlib import Path
from typing import Self

import platformdirs

from tui_dl.course.learner.facts import LEDGER, RESET, SETTING, VERSION, Fact, Facts, LessonProgress, checked
from tui_dl.course.learner.journal import Journal, alone, is_abandoned, read_entries
from tui_dl.course.learner.slate import MOST_BYTES, Slate
from tui_dl.engine.problem import Problem
from tui_dl.session.private import FOLDER_MODE, put

FACT_KEYS = ("lesson", "step", "what", "value", "time")


def home() -> Path:
    """Where progress is kept."""
    wanted = os.environ.get("TUI_DL_HOME")
    return Path(wanted) if wanted else Path(platformdirs.user_data_dir("tui-dl"))


class Progress:
    """All of it.

    Attributes:
        trouble: What went wrong with the files, to be told; the program goes on.
        spot: Where the learner is at this very moment.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.trouble: list[Problem] = []
        self._facts = Facts()
        self._journal: Journal | None = None
        self._told = 0
        self.spot = Slate(folder / "spot.json")

    @classmethod
    def open(cls, path: Path | None = None) -> Progress:
        """Read what there is, and merge the journals of instances that have ended."""
        progress = cls(path or home())
        try:
            progress._folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            progress._read()
            progress._merge()
            progress._journal = Journal(progress._folder, progress.spot, progress._fold_in)
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
        return {name: self.of(name) for name in self._facts.lessons}

    def of(self, lesson: str) -> LessonProgress:
        """A lesson's progress; empty where it was never begun."""
        return self._facts.of(lesson)

    def record(self, lesson: str, step: str, what: str, value: str | float | bool | Fact = True) -> None:
        """Take a fact: answer, passed, hint, run, at, done or best; on disk within a second."""
        now = max(time.time(), math.nextafter(self._facts.latest, math.inf))
        entry = {"lesson": lesson, "step": step, "what": what, "value": value, "time": now}
        self._facts.fold(entry)
        if self._journal is not None:
            self._journal.add(entry)

    def setting(self, name: str) -> str | None:
        """A setting's value."""
        return self._facts.setting(name)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.record(SETTING, "", name, value)

    def openings(self, lesson: str) -> list[Fact]:
        """What is kept of each time a test part was opened in a lesson, oldest first."""
        return self._facts.openings(lesson)

    def forgotten(self, lesson: str) -> float:
        """When a lesson was reset last, in seconds since 1970; 0: never."""
        return self._facts.forgotten(lesson)

    def keep_opening(self, lesson: str, name: str, opening: Fact) -> None:
        """Keep an opening of a test part, on disk before anything is seen; no reset forgets it."""
        self.record(LEDGER, lesson, f"opening.{name}", opening)
        self.flush()

    def reset(self, lesson: str) -> None:
        """Forget what was done in a lesson until now; another instance that still knows it forgets it too."""
        self.record(lesson, "", RESET)

    def as_text(self) -> str:
        """Everything, as it is kept."""
        return self._facts.as_text()

    def take_in(self, text: str, name: str) -> int:
        """Merge what `as_text` gave elsewhere; how many facts were news.

        Raises:
            Problem: It is no such text, or one of a newer version.
        """
        try:
            stored = json.loads(text)
            if stored["version"] > VERSION:
                raise Problem("export_newer", path=name)
            facts = [checked({key: entry[key] for key in FACT_KEYS}) for entry in stored["entries"]]
            news = [fact for fact in facts if self._facts.fold(fact)]
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
            if isinstance(error, Problem):
                raise
            raise Problem("no_export", path=name) from None
        if self._journal is not None:
            for fact in news:
                self._journal.add(fact)
        return len(news)

    def stand_at(self, spot: bytes) -> None:
        """Where the learner is at this very moment; that it is too long to be kept is told once."""
        if not self.spot.put(spot) and all(problem.code != "spot_large" for problem in self.trouble):
            self.trouble.append(Problem("spot_large", most=MOST_BYTES // 1_000_000))

    def flush(self) -> None:
        """Write everything now; where that cannot be done, it is told once."""
        if self._journal is None:
            return
        try:
            self._journal.flush()
        except OSError as error:
            if not self.trouble:
                self.trouble.append(Problem("home_unwritable", path=str(self._folder), reason=error.strerror or ""))

    def untold(self) -> list[Problem]:
        """The trouble that this has not given yet."""
        news, self._told = self.trouble[self._told :], len(self.trouble)
        return news

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
                self._facts.fold(entry)
        except FileNotFoundError:
            return
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
            self._facts = Facts()
            self._set_aside(path, "progress_damaged")

    def _set_aside(self, path: Path, code: str) -> None:
        number = 1
        while (kept := path.with_name(f"progress.damaged-{number}.json")).exists():
            number += 1
        path.rename(kept)
        self.trouble.append(Problem(code, file=path.name, kept=str(kept)))

    def _fold_in(self) -> None:
        """Fold in journals that have ended, on disk alone: the journal's thread asks; what is known here stays."""
        on_disk = Progress(self._folder)
        on_disk._read()
        on_disk._merge()

    def _merge(self) -> None:
        """Fold all journals in; those that nobody writes any more go, once their content is safe."""
        journals = sorted(self._folder.glob("journal-*.jsonl"))
        ended = [path for path in journals if is_abandoned(path)]
        for path in journals:
            for entry in read_entries(path):
                with contextlib.suppress(KeyError, TypeError, ValueError, OverflowError):
                    self._facts.fold(entry)
        if ended:
            with alone(self._folder / ".lock"):
                self._read()  # another instance may have written since
                self._write()
            for path in ended:
                path.unlink(missing_ok=True)

    def _write(self) -> None:
        put(self._folder / "progress.json", self.as_text(), safely=True)
