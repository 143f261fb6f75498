"""Predictions beside their outcomes: which were right, and whether being sure meant anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Step


def is_question(step: Step) -> bool:
    """Whether a step asks for something that can be right or wrong."""
    return step.kind in {"choose", "number"} and step.truth is not None


def outcome(bench: Bench, step: Step, answer: str | None) -> bool | None:
    """Whether an answer was right; None where there is none, or what is right has not been seen yet."""
    if answer is None or not is_question(step):
        return None
    if step.settled_by and not bench.memory[step.settled_by].passed:
        return None
    return is_right(bench, step, answer)


def is_right(bench: Bench, step: Step, answer: str) -> bool | None:
    """The same, whether or not it has been seen; None where its truth has no value yet."""
    scope = (bench.scope_of(step.settled_by) if step.settled_by else None) or bench.scope()
    try:
        truth = expression.parse(step.truth or "").evaluate(scope)
    except NotYetError:
        return None
    if step.kind == "choose":
        return bool(answer == truth)
    return abs(float(answer) - float(truth)) <= step.within


@dataclass(frozen=True, slots=True)
class Tally:
    """How often predictions were right.

    Attributes:
        right: Right at first.
        asked: Whose outcome is known.
        sure_right: Right among those that the learner was sure of.
        sure: Of which the learner was sure.
        unsure_right: Right among those that the learner was not sure of.
        unsure: Of which the learner was not sure.
    """

    right: int = 0
    asked: int = 0
    sure_right: int = 0
    sure: int = 0
    unsure_right: int = 0
    unsure: int = 0


def tally(progress: Progress) -> Tally:
    """Over all lessons, each question counted by its first answer."""
    steps = [step for lesson in progress.lessons.values() for step in lesson.steps.values() if step.right is not None]
    sure, unsure = ([step.right for step in steps if step.sure is wanted] for wanted in (True, False))
    right = sum(bool(step.right) for step in steps)
    return Tally(right, len(steps), sum(map(bool, sure)), len(sure), sum(map(bool, unsure)), len(unsure))
