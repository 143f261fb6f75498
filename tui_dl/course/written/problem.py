"""What can be wrong with a lesson: a problem with a place."""

from __future__ import annotations

from tui_dl.engine.problem import Problem


class LessonProblem(Problem):
    """A mistake in a lesson's files: which, and what should be there."""


def near(name: str, known: list[str]) -> str:
    """The known name that is nearest to a wrong one."""
    import difflib  # noqa: PLC0415  only when something is wrong

    return next(iter(difflib.get_close_matches(str(name), known, 1, 0.0)), "")
