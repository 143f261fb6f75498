"""Which earlier steps a step stands on: only these have to be done before it is proven."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_dl.course.written.verbs import parse_verb

if TYPE_CHECKING:
    from tui_dl.course.written.lesson import Lesson, Step

CARRY = "carry"
WORD = re.compile(r"[A-Za-z_][\w-]*")


def needed(lesson: Lesson, index: int) -> set[int]:
    """Numbers of the steps whose runs, or kept runs, the step at `index` starts from or speaks of, theirs included."""
    found: set[int] = set()
    waiting = [index]
    while waiting:
        number = waiting.pop()
        news = _directly(lesson, number) - found
        found |= news
        waiting += news
    return found


def _directly(lesson: Lesson, index: int) -> set[int]:
    step = lesson.step[index]
    spoken = {word for text in _texts(step) for word in WORD.findall(text)} | {step.start}
    found = {number for number in range(index) if spoken & _names(lesson.step[number])}
    return found | ({index - 1} if step.start == CARRY and index else set())


def _names(step: Step) -> set[str]:
    """What a step's runs are called by later ones: its own id, and what its solution or a button keeps."""
    scripts = [one.do for one in step.solution[:1]] + [one.do for one in step.offer]
    kept = [parse_verb(text).words[0] for script in scripts for text in script if text.startswith("keep ")]
    return {step.id, *kept}


def _texts(step: Step) -> list[str]:
    """Conditions and verbs of a step."""
    conditions = [one.when for one in step.check] + [one.when for one in step.mistake] + [step.truth or ""]
    scripts = [one.do for one in step.solution] + [one.do for one in step.wrong] + [one.do for one in step.offer]
    return [*conditions, *(text for script in scripts for text in script)]
