"""The schema of lesson.toml, and of the course map: what needs no language."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clause of a task's goal."""

    id: str
    when: str


class Mistake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that may be said while a goal is not reached; the last is `otherwise`, without `when`."""

    id: str
    when: str = ""


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that pass the task."""

    do: tuple[str, ...]


class Wrong(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that do not pass it, and the mistake that must be named then."""

    do: tuple[str, ...]
    says: str


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the prose asserts: in how many of how many seeds it holds."""

    when: str
    do: tuple[str, ...]
    id: str = ""
    vary: Literal["all", "weights", "data"] = "all"
    at_least: int | None = None
    at_most: int | None = None
    of: int = 10


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A button of a step: verbs that a learner may have done in one go."""

    id: str
    do: tuple[str, ...]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a lesson; see the course's format for each field."""

    id: str
    kind: Literal["read", "choose", "number", "task", "sandbox"]
    start: str = "carry"
    data: str | None = None
    model: str | None = None
    held: bool = False
    """A run that has not begun is set up as the step is entered, and held before its first step: weights are seen."""
    blank: str = ""
    """A number that `one-step` leaves out until the question is answered, as `layer2.w1_1.after`."""
    show: tuple[str, ...] = ()
    bounds: dict[str, int] = {}
    view: tuple[str, ...] = ()
    hints: int = 0
    budget: int = 50_000
    options: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    truth: str | None = None
    within: float = 0.0
    decimals: int = 0
    """Of a number's answer."""
    settled_by: str | None = None
    sure: bool = False
    offer: tuple[Offer, ...] = ()
    check: tuple[Check, ...] = ()
    mistake: tuple[Mistake, ...] = ()
    solution: tuple[Script, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    claim: tuple[Claim, ...] = ()


class Lesson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson, without its words."""

    format: Literal[1]
    id: str
    step: tuple[Step, ...]
    data: dict[str, dict[str, Any]] = {}
    model: dict[str, dict[str, Any]] = {}
    needs: tuple[str, ...] = ()
    minutes: int = 10
    pace: float | None = None
    seed: int = 1

    def find(self, step: str) -> Step | None:
        """The step of that id."""
        return next((one for one in self.step if one.id == step), None)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson's place on the map."""

    id: str
    folder: str
    minutes: int
    title: dict[str, str]
    able: dict[str, str]
    ready: bool = False


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of the course."""

    id: str
    title: dict[str, str]
    lesson: tuple[Entry, ...]


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole map."""

    format: Literal[1]
    unit: tuple[Unit, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All lessons in order."""
        return tuple(entry for unit in self.unit for entry in unit.lesson)
