"""Facts about a learner, with a time each, and what they come to.

Folding them is the same in any order and any number of times, so that two instances on one home, or a journal read
twice, lose and double nothing.
"""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

VERSION = 1
GROWING = ("hint", "passed", "done", "best")  # kinds whose largest value stays; of the others the latest does
OF_STEP = ("answer", "passed", "hint", "run", "first", "sure", "right", "review", "judged")
SETTING, RESET, LEDGER = "settings", "reset", "ledger"
OF_LESSON = ("at", "done", "best", RESET)  # kinds that speak of the lesson, not of a step
WORDS, TRUTH = (str, type(None)), (bool, int)
VALUES: dict[str, tuple[type, ...]] = {  # what each kind of fact may hold, for those that are more than shown
    **dict.fromkeys(("answer", "first", "run", "review"), WORDS),
    **dict.fromkeys(("sure", "right"), (bool, type(None))),
    **dict.fromkeys(("passed", "done"), TRUTH),
    "at": (str,),
    "hint": (int,),
    "judged": (dict, type(None)),
}

Fact = dict[str, Any]


class StepProgress(msgspec.Struct):
    """One step.

    Attributes:
        answer: What was answered last.
        passed: Whether a task's goal was reached.
        hints: Rungs taken.
        run: The run that passed it, as text.
        first: What was answered at first, before anything had shown what is right.
        sure: Whether the learner was sure of that.
        right: Whether it was right, once that was known.
        review: What became of asking again: how often in a row it was right, and in which session.
        reviewed: When that was, in seconds.
        judged: What the run that passed it scored on the test part, once that was opened, and on fresh rows.
    """

    answer: str | None = None
    passed: bool = False
    hints: int = 0
    run: str | None = None
    first: str | None = None
    sure: bool | None = None
    right: bool | None = None
    review: str | None = None
    reviewed: float = 0.0
    judged: dict[str, dict[str, float]] | None = None


class LessonProgress(msgspec.Struct):
    """One lesson: where the learner stood, whether it is done, the best validation score."""

    at: str = ""
    done: bool = False
    best: float | None = None
    steps: dict[str, StepProgress] = {}  # each has its own: msgspec copies it


class Facts:
    """All that is known."""

    def __init__(self) -> None:
        self._facts: dict[str, list[Fact]] = {}
        """By what they speak of: those that may still matter, whatever else is heard of later."""
        self.latest = 0.0
        """The time of the latest fact, in seconds; clocks may jump back, what is done later is later."""

    @property
    def lessons(self) -> list[str]:
        """Ids of the lessons of which something is known."""
        return sorted({fact["lesson"] for fact in self._known() if fact["what"] != RESET} - {SETTING, LEDGER})

    def of(self, lesson: str) -> LessonProgress:
        """A lesson's progress; empty where nothing is known of it."""
        found = LessonProgress()
        for fact in self._known():
            if fact["lesson"] == lesson and fact["what"] != RESET:
                _put(found, fact)
        return found

    def setting(self, name: str) -> str | None:
        """A setting's value."""
        facts = self._facts.get(_key({"lesson": SETTING, "step": "", "what": name}))
        return str(facts[0]["value"]) if facts else None

    def openings(self, lesson: str) -> list[dict[str, Any]]:
        """What is kept of each time a test part was opened in a lesson, oldest first; nothing makes it forgotten."""
        return [fact["value"] for fact in sorted(self._known(), key=_when) if _page_of(fact) == lesson]

    def forgotten(self, lesson: str) -> float:
        """When a lesson was forgotten last, in seconds; 0: never."""
        facts = self._facts.get(f"{lesson}//{RESET}")
        return float(facts[0]["time"]) if facts else 0.0

    def as_text(self) -> str:
        """All facts, as a text that a person can read."""
        facts = [fact for key in sorted(self._facts) for fact in self._facts[key]]
        text = json.dumps({"version": VERSION, "entries": facts}, indent=1, ensure_ascii=False)
        return text.encode("utf-8", "replace").decode()  # half a character, as JSON can hold it, is none in a file

    def fold(self, fact: Fact) -> bool:
        """Take a fact in, unless another is better and no older, or it was forgotten since; whether it was news.

        Raises:
            KeyError, TypeError, ValueError: It is no fact (see `checked`).
        """
        key, (_, time, _) = _key(checked(fact)), _rank(fact)
        self.latest = max(self.latest, time)
        known, forgotten = self._facts.get(key, []), self._facts.get(f"{fact['lesson']}//{RESET}")
        if any(_covers(other, fact) for other in known):
            return False
        if fact["what"] != RESET and forgotten and fact["time"] < forgotten[0]["time"]:
            return False
        self._facts[key] = [fact, *(other for other in known if not _covers(fact, other))]
        if fact["what"] == RESET:
            self._forget(fact["lesson"], fact["time"])
        return True

    def _forget(self, lesson: str, until: float) -> None:
        for key, facts in list(self._facts.items()):
            left = [one for one in facts if one["lesson"] != lesson or one["what"] == RESET or one["time"] >= until]
            self._facts[key] = left
            if not left:
                del self._facts[key]

    def _known(self) -> list[Fact]:
        """The best of each kind."""
        return [max(facts, key=_rank) for facts in self._facts.values()]


def checked(fact: Fact) -> Fact:
    """The fact, if it is one: files may hold anything.

    Raises:
        KeyError: It lacks something.
        TypeError: It holds something of another type than its kind has.
        ValueError: It holds no finite number where there must be one.
    """
    named = all(isinstance(fact[name], str) for name in ("lesson", "step", "what"))
    if not named or not isinstance(fact["value"], VALUES.get(fact["what"], (object,))):
        raise TypeError(fact)
    _rank(fact)
    return fact


def _key(entry: Fact) -> str:
    step = "" if entry["what"] in OF_LESSON else entry["step"]
    return f"{entry['lesson']}/{step}/{entry['what']}"


def _when(fact: Fact) -> float:
    return float(fact["time"])


def _page_of(fact: Fact) -> str | None:
    """The lesson of an opening; None for facts of another kind."""
    return str(fact["step"]) if fact["lesson"] == LEDGER and isinstance(fact["value"], dict) else None


def _covers(one: Fact, other: Fact) -> bool:
    """Whether the other fact can never matter beside the first, whatever is forgotten."""
    return one["time"] >= other["time"] and _rank(one) >= _rank(other)


def _rank(entry: Fact) -> tuple[float, float, str]:
    """Which of two facts of one key stays: the larger where values only grow, else the later.

    Raises:
        ValueError: It holds no finite number where there must be one.
    """
    size, time = float(entry["value"]) if entry["what"] in GROWING else 0.0, float(entry["time"])
    if not (math.isfinite(size) and math.isfinite(time)):
        raise ValueError(entry["what"])
    return size, time, str(entry["value"])


def _put(lesson: LessonProgress, fact: Fact) -> None:
    what, value = fact["what"], fact["value"]
    if what == "at":
        lesson.at = str(value)
    elif what == "done":
        lesson.done = bool(value)
    elif what == "best":
        lesson.best = float(value)
    elif what in OF_STEP:
        kept = lesson.steps.setdefault(fact["step"], StepProgress())
        setattr(kept, "hints" if what == "hint" else what, value)
        if what == "review":
            kept.reviewed = float(fact["time"])
