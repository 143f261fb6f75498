"""Every lesson that is ready, through the command: verbs on standard input, words on standard output."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.lessons.walking import READY
from tui_dl.course.written.loader import load_lesson
from tui_dl.words import LANGUAGES, say


def lines(lesson: str) -> str:
    """What is typed by someone who gives first answers and stored solutions."""
    typed: list[str] = []
    for step in load_lesson(lesson).lesson.step:
        typed += step.solution[0].do if step.solution else ()
        if step.kind == "choose":
            typed.append("answer 1")
        if step.kind == "number":
            typed.append(f"answer {step.range[0]:g}")
        typed.append("next")
    return "\n".join(typed) + "\n"


def walked(lesson: str, language: str, typed: str, home) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui_dl", "--lang", language, "lesson", "run", lesson]
    surroundings = {**os.environ, "TUI_DL_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, input=typed, capture_output=True, encoding="utf-8", env=surroundings, check=False, timeout=60
    )


@pytest.mark.parametrize("lesson", READY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_walks_to_the_end(lesson, language, tmp_path) -> None:
    ended = walked(lesson, language, lines(lesson), tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.rstrip().endswith(say(language, "plain.finished"))
    assert "{" not in ended.stdout, "every placeholder is filled"
    for step in load_lesson(lesson).texts[language].steps.values():
        assert step.request in ended.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_leaves_early_is_told_so_and_the_shell_too(language, tmp_path) -> None:
    ended = walked(READY[0], language, "next\n", tmp_path)
    assert ended.returncode == 1
    assert ended.stdout.rstrip().endswith(say(language, "plain.unfinished"))
