"""One thing that is wrong with a lesson."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_dl.course.written.loader import read
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.written.loader import WholeLesson
    from tui_dl.engine.problem import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding.

    Attributes:
        code: Which check failed.
        place: Lesson and step, or file.
        fields: For its sentence.
        problem: What was raised, where something was.
    """

    code: str
    place: str
    fields: dict[str, Any] = field(default_factory=dict)
    problem: tuple[str, dict[str, Any]] | None = None

    def sentence(self, language: str) -> str:
        """Place and what is wrong, one line."""
        if self.problem is not None:
            code, fields = self.problem
            return f"{self.place}: {say(language, f'problem.{code}', **fields)}"
        return f"{self.place}: {say(language, f'check.{self.code}', **self.fields)}"


def place_of(whole: WholeLesson, step: str, text: str) -> str:
    """Lesson, file, line and step of something that stands in its `lesson.toml`."""
    lines = read(whole.folder / "lesson.toml").splitlines()
    number = next((number for number, line in enumerate(lines, 1) if text in line), 0)
    return f"{whole.lesson.id}/lesson.toml{f':{number}' if number else ''} [{step}]"


def found(code: str, place: str, problem: Problem) -> Finding:
    """A problem as a finding."""
    return Finding(code, place, problem=(problem.code, dict(problem.fields)))
