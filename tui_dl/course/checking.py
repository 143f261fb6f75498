"""Proving lessons, headless: everything that a lesson says about itself, done."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

from tui_dl.course.checks import deeds, names, words
from tui_dl.course.checks.finding import Finding, found
from tui_dl.course.checks.kept import Proofs
from tui_dl.course.written.loader import course, glossary, lessons_folder, load_folder
from tui_dl.course.written.problem import LessonProblem
from tui_dl.engine.problem import Problem
from tui_dl.words import LANGUAGES, say

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.course.written.loader import WholeLesson

CODES = {"lesson_key": "unknown_key", "lesson_missing": "missing_language", "lesson_heading": "ids_differ"}


@dataclass(slots=True)
class Outcome:
    """What checking came to."""

    lessons: int = 0
    claims: int = 0
    trials: int = 0
    kept: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    def summary(self, language: str) -> str:
        """One line."""
        fields = {"lessons": self.lessons, "claims": self.claims, "trials": self.trials}
        key = "check.failed" if self.findings else "check.fine"
        told = say(language, key, **fields, found=len(self.findings), seconds=f"{self.seconds:.0f}")
        return f"{told} {say(language, 'check.kept', kept=self.kept)}" if self.kept else told


def check(folders: list[Path] | None = None, proofs: Path | None = None) -> Outcome:
    """Check the lessons in `folders`, or all that are ready; what `proofs` holds already is not done again."""
    started, outcome = time.monotonic(), Outcome()
    ready = [lessons_folder() / entry.folder for entry in course().entries if entry.ready]
    wholes = []
    for folder in folders or ready:
        outcome.lessons += 1
        whole = _load(folder, outcome)
        if whole is not None:
            wholes.append(whole)
            outcome.findings += _still(whole)
    sound = [whole for whole in wholes if not any(one.place.startswith(whole.lesson.id) for one in outcome.findings)]
    kept = Proofs(proofs)
    known = {whole.lesson.id: kept.of(whole) for whole in sound}
    for claims, trials in filter(None, known.values()):
        outcome.kept, outcome.claims, outcome.trials = (
            outcome.kept + 1,
            outcome.claims + claims,
            outcome.trials + trials,
        )
    news = [whole for whole in sound if known[whole.lesson.id] is None]
    _moving(news, outcome)
    _keep(news, kept, outcome)
    outcome.seconds = time.monotonic() - started
    return outcome


def _keep(wholes: list[WholeLesson], kept: Proofs, outcome: Outcome) -> None:
    """Keep the proofs of those in which nothing was found."""
    for whole in wholes:
        if not any(one.place.partition(" ")[0].partition("/")[0] == whole.lesson.id for one in outcome.findings):
            claims = [claim for step in whole.lesson.step for claim in step.claim]
            kept.keep(whole, len(claims), sum(claim.of for claim in claims))


def _load(folder: Path, outcome: Outcome) -> WholeLesson | None:
    try:
        return load_folder(folder)
    except LessonProblem as problem:
        outcome.findings.append(found(CODES.get(problem.code, "malformed"), folder.name, problem))
        return None


def _still(whole: WholeLesson) -> list[Finding]:
    """What can be seen without running anything."""
    lesson = whole.lesson
    before = [entry.id for entry in course().entries]
    earlier = set(before[: before.index(lesson.id)]) if lesson.id in before else set(lesson.needs)
    findings = [
        *words.complete(whole),
        *words.placeholders(whole),
        *words.digits(whole),
        *names.materials(lesson),
        *names.verbs(whole),
        *names.figures(whole),
        *words.terms(whole, {language: glossary(language) for language in LANGUAGES}, earlier),
    ]
    if not any(one.code == "bad_verb" for one in findings):
        findings += [*names.conditions(whole), *words.hints(whole)]
    return findings


def _moving(wholes: list[WholeLesson], outcome: Outcome) -> None:
    """What must be run: tasks and claims, over all processors."""
    if not wholes:
        return
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(_tasks, whole) for whole in wholes]
        claims = [
            (whole, step, pool.submit(deeds.count, whole, step.id))
            for whole in wholes
            for step in whole.lesson.step
            if step.claim
        ]
        for whole, step, counted in claims:
            try:
                answers = counted.result()
            except Problem as problem:
                outcome.findings.append(found("claim_fails", f"{whole.lesson.id} [{step.id}]", problem))
                continue
            for claim, (held, here) in zip(step.claim, answers, strict=True):
                outcome.claims, outcome.trials = outcome.claims + 1, outcome.trials + claim.of
                finding = deeds.judge(whole, step, claim, held, here=here)
                outcome.findings += [finding] if finding else []
        for task in tasks:
            outcome.findings += task.result()


def _tasks(whole: WholeLesson) -> list[Finding]:
    return list(deeds.tasks(whole))
