"""What a learner did, as a record that can be handed in: answers, hints and runs, each entry chained to the one before.

A chain shows that nothing was left out or changed by mistake. It is no signature: whoever knows this format can make
another. What it is worth is what can be done again: every run in it, on the teacher's own machine.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.course.learner.students import SEED, STUDENT
from tui_dl.course.replaying import from_its_text
from tui_dl.engine.problem import Problem
from tui_dl.session.machine import this_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_dl.course.learner.progress import Progress
    from tui_dl.session.records import Scores
    from tui_dl.session.state import RunState

VERSION = 1
KINDS = ("answer", "first", "sure", "hint", "passed", "run", "done")
MOST_POINTS = 100  # of a run's course that are written down
BEGINNING = "tui-dl evidence 1"  # what the first entry is chained to


class Point(msgspec.Struct, frozen=True, array_like=True):
    """Where a run stood at the end of an epoch: validation loss, or accuracy or R2 where the model has no loss."""

    step: int
    epoch: int
    value: float


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact about a learner, with the course of its run."""

    lesson: str
    step: str
    what: str
    value: str | float | bool
    time: float
    course: tuple[Point, ...] = ()
    chain: str = ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole record."""

    version: int
    student: str
    seeds: dict[str, int]
    machine: str
    numpy: str
    entries: tuple[Entry, ...]


def course_of(state: RunState) -> tuple[Point, ...]:
    """A run's points, at most `MOST_POINTS` of them, evenly taken, the first and the last among them."""
    points = [
        Point(record.step, record.epoch, value)
        for record in state.records
        if not record.touched and (value := _value(record.validation)) is not None
    ]
    if len(points) <= MOST_POINTS:
        return tuple(points)
    places = np.linspace(0, len(points) - 1, MOST_POINTS).round().astype(int)
    return tuple(points[place] for place in places)


def _value(scores: Scores) -> float | None:
    """What tells two runs apart best; a number that JSON can hold."""
    found = next((one for one in (scores.loss, scores.accuracy, scores.r2) if one is not None), None)
    return found if found is not None and np.isfinite(found) else None


def gather(progress: Progress, on_run: Callable[[str], None]) -> Evidence:
    """Everything done in lessons; each run is made again for its course, `on_run` is told which."""
    facts = json.loads(progress.as_text())["entries"]
    wanted = sorted((fact for fact in facts if fact["what"] in KINDS), key=lambda fact: (fact["time"], str(fact)))
    entries = []
    for fact in wanted:
        course: tuple[Point, ...] = ()
        if fact["what"] == "run":
            on_run(f"{fact['lesson']} {fact['step']}")
            state = from_its_text(fact["value"], 1)
            course = course_of(state) if state is not None else ()
        entries.append(Entry(fact["lesson"], fact["step"], fact["what"], fact["value"], fact["time"], course))
    seeds = {entry["what"][len(SEED) :]: int(entry["value"]) for entry in facts if entry["what"].startswith(SEED)}
    machine = this_machine()
    student = progress.setting(STUDENT) or ""
    return Evidence(VERSION, student, seeds, machine.name, machine.numpy, tuple(_chained(entries, student)))


def _chained(entries: list[Entry], student: str) -> Iterator[Entry]:
    before = _beginning(student)
    for entry in entries:
        before = _link(before, entry)
        yield msgspec.structs.replace(entry, chain=before)


def _beginning(student: str) -> str:
    return hashlib.sha256(f"{BEGINNING}/{student}".encode()).hexdigest()


def _link(before: str, entry: Entry) -> str:
    bare = msgspec.json.encode(msgspec.structs.replace(entry, chain=""))
    return hashlib.sha256(before.encode() + bare).hexdigest()


def broken_at(evidence: Evidence) -> int | None:
    """The place (from 0) of the first entry that does not follow from the one before; None: the chain holds."""
    before = _beginning(evidence.student)
    for place, entry in enumerate(evidence.entries):
        before = _link(before, entry)
        if before != entry.chain:
            return place
    return None


def to_text(evidence: Evidence) -> str:
    """As a file holds it."""
    return msgspec.json.format(msgspec.json.encode(evidence), indent=1).decode() + "\n"


def from_text(text: bytes, path: str) -> Evidence:
    """What `to_text` wrote.

    Raises:
        Problem: It is no evidence, or of another version.
    """
    try:
        evidence = msgspec.json.decode(text, type=Evidence)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Problem("no_evidence", path=path) from None
    if evidence.version != VERSION:
        raise Problem("no_evidence", path=path)
    return evidence
