"""Facts about a learner, with a time each, and what they come to.

Folding them is the same in any order and any number of times, so that two instances on one home, or a journal read
twice, lose and double nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
GROWING = ("hint", "passed", "done", "best")  # kinds whose largest value stays; of the others the latest does
SETTING, RESET = "settings", "reset"
OF_LESSON = ("at", "done", "best", RESET)  # kinds that speak of the lesson, not of a step

Fact = dict[str, Any]


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


class Facts:
    """All that is known."""

    def __init__(self) -> None:
        self._entries: dict[str, Fact] = {}

    @property
    def lessons(self) -> list[str]:
        """Ids of the lessons of which something is known."""
        whole = {entry["lesson"] for entry in self._entries.values() if entry["what"] != RESET}
        return sorted(whole - {SETTING})

    def of(self, lesson: str) -> LessonProgress:
        """A lesson's progress; empty where nothing is known of it."""
        found = LessonProgress()
        for entry in self._entries.values():
            if entry["lesson"] == lesson:
                _put(found, entry["step"], entry["what"], entry["value"])
        return found

    def setting(self, name: str) -> str | None:
        """A setting's value."""
        entry = self._entries.get(_key({"lesson": SETTING, "step": "", "what": name}))
        return str(entry["value"]) if entry else None

    def as_text(self) -> str:
        """All facts, as a text that a person can read."""
        entries = sorted(self._entries.values(), key=_key)
        return json.dumps({"version": VERSION, "entries": entries}, indent=1, ensure_ascii=False)

    def fold(self, entry: Fact) -> bool:
        """Take a fact in, unless a better one is known or it was forgotten since; whether it was news."""
        key, before = _key(entry), self._entries.get(_key(entry))
        lesson, rank = entry["lesson"], _rank(entry)
        forgotten = self._entries.get(f"{lesson}//{RESET}")
        if entry["what"] != RESET and forgotten is not None and entry["time"] < forgotten["time"]:
            return False
        if before is not None and rank <= _rank(before):
            return False
        self._entries[key] = entry
        if entry["what"] == RESET:
            self._entries = {
                name: one
                for name, one in self._entries.items()
                if one["lesson"] != lesson or one["what"] == RESET or one["time"] >= entry["time"]
            }
        return True


def _key(entry: Fact) -> str:
    step = "" if entry["what"] in OF_LESSON else entry["step"]
    return f"{entry['lesson']}/{step}/{entry['what']}"


def _rank(entry: Fact) -> tuple[float, float, str]:
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
    elif what != RESET:
        kept = lesson.steps.setdefault(step, StepProgress())
        setattr(kept, {"hint": "hints"}.get(what, what), value)
