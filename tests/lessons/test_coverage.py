"""Nothing is left out of the walks: every task of every lesson has what they walk."""

from __future__ import annotations

import pytest

from tests.lessons.walking import READY
from tui_dl.course.written.loader import load_lesson
from tui_dl.words import LANGUAGES


@pytest.mark.parametrize("lesson", READY)
def test_every_task_can_be_solved_failed_and_helped(lesson) -> None:
    whole = load_lesson(lesson)
    for step in (one for one in whole.lesson.step if one.kind == "task"):
        assert step.solution, (step.id, "a solution to walk")
        assert step.wrong, (step.id, "an attempt that fails")
        assert step.hints, (step.id, "a hint to take")
        assert {wrong.says for wrong in step.wrong} <= {mistake.id for mistake in step.mistake}, step.id
        for language in LANGUAGES:
            texts = whole.texts[language].steps[step.id].parts
            assert all(texts.get(f"hint{rung}") for rung in range(1, step.hints + 1)), (language, step.id)
