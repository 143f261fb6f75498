"""What is shown of an input must have words and must steer no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.engine.problem import Problem

STEERING = {chr(code) for code in (*range(32), *range(127, 160))} - {"\n", "\t"}


def harmless(*texts: str) -> None:
    """No control character in any of them, the second set of them (that some terminals obey) included.

    Raises:
        AssertionError: There is one.
    """
    for text in texts:
        assert not STEERING & set(text), repr(text)


def told(problem: Problem) -> None:
    """What a problem says has words, and nothing in it steers a terminal."""
    for language in ("en", "ko"):
        sentence = say(language, f"problem.{problem.code}", **problem.fields)
        assert sentence.isprintable(), repr(sentence)
