"""Evidence, looked into: its chain is followed, and every run in it is made again under the checks of its step."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_dl.course import goals
from tui_dl.course.bench import Bench
from tui_dl.course.learner.evidence import course_of
from tui_dl.course.learner.students import candidates, is_theirs
from tui_dl.course.recipes import data_recipe
from tui_dl.course.replaying import from_its_text
from tui_dl.course.written import expression
from tui_dl.course.written.loader import load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.machine import this_machine
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from tui_dl.course.learner.evidence import Entry, Evidence, Point
    from tui_dl.course.written.loader import WholeLesson
    from tui_dl.session.state import RunState

CONFIRMED, DIFFERS, ELSEWHERE = "confirmed", "differs", "elsewhere"
MISSED, OTHER_SEED, FOREIGN, UNREADABLE = "missed", "other_seed", "foreign", "unreadable"
SAME = 1e-6  # relative: on the machine that made it, a run repeats to the last bit
ALIKE = 1e-3  # on another machine: other sums in float32
DID = "did."
PREFIX = 2  # points that must be alike on any machine: before the first step, and after the first epoch


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a run that was made again.

    Attributes:
        lesson: Its id.
        step: The step's.
        status: confirmed; differs (from `at` on, another course than was claimed); elsewhere (another machine: from
            `at` on not comparable, the goal reached again); missed (the goal is not reached); other_seed (not this
            student's data); foreign (not of this step's data or bounds); unreadable.
        at: At which training step.
        hints: Rungs taken.
    """

    lesson: str
    step: str
    status: str
    at: int | None = None
    hints: int = 0


def verify(evidence: Evidence) -> list[Verdict]:
    """Every run of the evidence, made again here."""
    here = this_machine()
    same = (evidence.machine, evidence.numpy) == (here.name, here.numpy)
    runs = [entry for entry in evidence.entries if entry.what == "run"]
    found = []
    for lesson in dict.fromkeys(entry.lesson for entry in runs):
        of_lesson = [entry for entry in runs if entry.lesson == lesson]
        try:
            whole = load_lesson(lesson)
        except Problem:
            found += [Verdict(lesson, entry.step, UNREADABLE) for entry in of_lesson]
            continue
        found += _lesson(whole, of_lesson, evidence, same=same)
    return found


def _lesson(whole: WholeLesson, entries: list[Entry], evidence: Evidence, *, same: bool) -> list[Verdict]:
    states = {entry.step: from_its_text(str(entry.value), -1 - at) for at, entry in enumerate(entries)}
    hints = {
        entry.step: int(entry.value)
        for entry in evidence.entries
        if entry.what == "hint" and entry.lesson == whole.lesson.id
    }
    seed = _seed(whole, evidence.student, [state for state in states.values() if state is not None])
    verdicts = []
    with PatientFitter() as fitter:
        for entry in entries:
            status, at = _run(whole, entry, states, seed, fitter, same=same)
            verdicts.append(Verdict(whole.lesson.id, entry.step, status, at, hints.get(entry.step, 0)))
    return verdicts


def _seed(whole: WholeLesson, student: str, states: list[RunState]) -> int:
    """The seed that a student's runs must have: that of most of them, where it is theirs."""
    if not student:
        return whole.lesson.seed
    used = Counter(state.run.experiment.seed for state in states)
    theirs = (seed for seed, _ in used.most_common() if is_theirs(whole, student, seed))
    return next(theirs, candidates(student, whole.lesson.id)[0])


def _run(
    whole: WholeLesson,
    entry: Entry,
    states: dict[str, RunState | None],
    seed: int,
    fitter: PatientFitter,
    *,
    same: bool,
) -> tuple[str, int | None]:
    state, step = states[entry.step], whole.lesson.find(entry.step)
    if state is None or step is None:
        return UNREADABLE, None
    if state.run.experiment.seed != seed:
        return OTHER_SEED, None
    if not _belongs(whole, entry.step, state):
        return FOREIGN, None
    apart = _apart(entry.course, course_of(state), SAME if same else ALIKE)
    if apart is not None and (same or apart < PREFIX):
        return DIFFERS, entry.course[apart].step if apart < len(entry.course) else 0
    if not _reaches(whole, entry.step, states, seed, fitter):
        return MISSED, None
    return (CONFIRMED, None) if apart is None else (ELSEWHERE, entry.course[apart].step)


def _apart(claimed: tuple[Point, ...], made: tuple[Point, ...], most: float) -> int | None:
    """The place of the first point at which two courses differ; None: nowhere."""
    for place, (one, other) in enumerate(zip(claimed, made, strict=False)):
        near = abs(one.value - other.value) <= most * max(1.0, abs(one.value), abs(other.value))
        if (one.step, one.epoch) != (other.step, other.epoch) or not near:
            return place
    shorter = min(len(claimed), len(made))
    return None if len(claimed) == len(made) and claimed else max(0, shorter - 1)


def _belongs(whole: WholeLesson, step_id: str, state: RunState) -> bool:
    """Whether the run learned from data of its lesson, within the bounds of its step."""
    lesson, step, experiment = whole.lesson, whole.lesson.find(step_id), state.run.experiment
    assert step is not None
    makes = {data_recipe(lesson, name).make for name in (*lesson.data, *filter(None, [step.data]))}
    model = experiment.model
    sizes = model.hidden if isinstance(model, NetworkModel) else ()
    bounded = {"hidden_layers": len(sizes), "hidden_units": sum(sizes)}
    within = all(bounded.get(name, getattr(model, name, 0)) <= most for name, most in step.bounds.items())
    return experiment.data.make in makes and experiment.data.table is None and within


def _names(whole: WholeLesson, step_id: str) -> set[str]:
    step = whole.lesson.find(step_id)
    assert step is not None
    return {name for check in step.check for name in expression.parse(check.when).names}


def _reaches(
    whole: WholeLesson, step_id: str, states: dict[str, RunState | None], seed: int, fitter: PatientFitter
) -> bool:
    """Whether the run, as it was made again, brings about at its step what the step's checks ask of a run.

    Deeds that a clause asks for beside the run (a button pressed) leave nothing to be made again: they are believed.
    """
    bench = Bench(whole, "en", InlineRunner(), fitter, seed)
    for name, state in states.items():
        if name in bench.memory:
            bench.memory[name].passed_run = bench.memory[name].last_run = state
    own = states[step_id]
    assert own is not None
    memory = bench.memory[step_id]
    memory.passed_run = memory.last_run = None
    memory.did = {name[len(DID) :] for name in _names(whole, step_id) if name.startswith(DID)}
    bench.index = next(number for number, step in enumerate(whole.lesson.step) if step.id == step_id)
    bench.next_id += 1
    bench.experiment, bench.own = own.run.experiment, True
    bench.state = replace(own, id=bench.next_id, fits=())
    goals.look(bench, range(len(own.records)))
    if not memory.together:
        with contextlib.suppress(Problem):
            bench.apply("fit all")  # some goals compare the run with the classical methods
    return memory.together
