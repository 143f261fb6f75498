"""A student's number picks a seed for each lesson, so that each has data of their own under the same checks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course.bench import Bench
from tui_dl.course.checks.deeds import claim_holds
from tui_dl.course.checks.workshop import opened
from tui_dl.course.learner.notes import Notes
from tui_dl.course.written import expression
from tui_dl.course.written.loader import load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from tui_dl.course.checks.workshop import Workshop
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Step
    from tui_dl.course.written.loader import WholeLesson

STUDENT, SEED = "student", "seed."  # settings: the number, and the seed of each lesson
TRIES = 20
LARGEST_SEED = 2**32
MOST_CHARACTERS = 40


def checked(number: str) -> str:
    """A student's number as it is kept.

    Raises:
        Problem: It is empty, too long, or holds anything but letters, digits, points and hyphens.
    """
    number = number.strip()
    if not 1 <= len(number) <= MOST_CHARACTERS or not all(char.isalnum() or char in "-._@" for char in number):
        raise Problem("bad_student", got=number[:MOST_CHARACTERS])
    return number


def candidates(student: str, lesson: str) -> list[int]:
    """Seeds in the order in which they are tried: the same on every machine."""
    texts = (f"{student}/{lesson}/{attempt}" for attempt in range(TRIES))
    return [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % LARGEST_SEED for text in texts]


def pick(whole: WholeLesson, student: str) -> int:
    """The first seed at which every stored solution passes and the truth of every question holds.

    The lesson's own where that is so at none of those tried.
    """
    tried = candidates(student, whole.lesson.id)
    return next((seed for seed in tried if will_do(whole, seed)), whole.lesson.seed)


def will_do(whole: WholeLesson, seed: int) -> bool:
    """Whether a seed is one; claims speak of the runs of solutions, which are not trained a second time."""
    with opened(whole) as shop:
        return is_solvable(shop, seed) and truths_hold(shop, seed)


def is_theirs(whole: WholeLesson, student: str, seed: int) -> bool:
    """Whether a seed is one that is tried for this student; whether an earlier one would have done is left open.

    All of them are the same lesson on data that nobody chose; to try those before it again would take minutes.
    """
    return seed in candidates(student, whole.lesson.id) or (
        seed == whole.lesson.seed and pick(whole, student) == whole.lesson.seed
    )


def truths_hold(shop: Workshop, seed: int) -> bool:
    """Whether questions with a fixed answer are settled by this seed's data as the lesson says.

    A fixed answer rests on what its step, or the step that settles it, claims: `lesson check` proves that at the
    lesson's own seed and at most others, and here it is proven at this one. An answer that is worked out of the
    learner's own numbers needs no proof.
    """
    return all(
        claim_holds(shop, step, msgspec.structs.replace(claim, vary="all"), seed)
        for step in settling(shop.whole)
        for claim in step.claim
        if claim.at_most is None
    )


def settling(whole: WholeLesson) -> list[Step]:
    """The steps on whose claims a question's fixed answer rests, in order."""
    fixed = [step for step in whole.lesson.step if step.truth is not None and not expression.parse(step.truth).names]
    wanted = {name for step in fixed for name in (step.id, step.settled_by)}
    return [step for step in whole.lesson.step if step.id in wanted]


def is_solvable(shop: Workshop, seed: int) -> bool:
    """Whether a learner who does the stored solutions, step after step, passes every task at this seed."""
    bench = shop.bench(seed)
    for index, step in enumerate(shop.whole.lesson.step):
        bench.enter(index)
        if not step.solution:
            continue
        try:
            for verb in step.solution[0].do:
                bench.apply(verb)
        except Problem:
            return False
        if step.kind == "task" and not bench.passed:
            return False
    return True


def seed_of(progress: Progress, lesson: str) -> int | None:
    """The seed that was picked for a lesson; None: its own."""
    kept = progress.setting(f"{SEED}{lesson}")
    return int(kept) if kept is not None and kept.isdecimal() else None


def looked_back_on(lesson: str, progress: Progress, language: str) -> Bench:
    """A lesson as its learner left it, on the data that they had in it, to be read and asked about.

    Raises:
        LessonProblem: There is no such lesson, or its files are wrong.
    """
    bench = Bench(load_lesson(lesson), language, InlineRunner(), seed=seed_of(progress, lesson))
    Notes(progress).restore(bench)
    return bench
