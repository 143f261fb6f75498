"""Reading lessons from their files, with errors that name file, line and the nearest right key."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from tui_dl.course.written.lesson import Check, Claim, Course, Lesson, Mistake, Offer, Script, Step, Wrong
from tui_dl.course.written.problem import LessonProblem, near

if TYPE_CHECKING:
    from tui_dl.course.written.glossary import Glossary
    from tui_dl.course.written.texts import Texts

LANGUAGES = ("en", "ko")
LARGEST = 1_000_000  # bytes of a lesson's file
COURSE = "TUI_DL_COURSE"  # the folder of another course
CONTROL = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}  # never to a terminal
T = TypeVar("T")
UNKNOWN_FIELD = r"unknown field `([^`]+)`(?: - at `\$(.*)`)?"
LACKING_FIELD = r"missing required field `([^`]+)`(?: - at `(.*)`)?"
KEYS = sorted(
    {name for kind in (Lesson, Step, Offer, Check, Claim, Mistake, Script, Wrong) for name in kind.__struct_fields__}
)


class WholeLesson(NamedTuple):
    """A lesson with its words.

    Attributes:
        lesson: What needs no language.
        texts: Its words by language.
        folder: Where it lies.
    """

    lesson: Lesson
    texts: dict[str, Texts]
    folder: Path


def lessons_folder() -> Path:
    """Where the lessons are: a course of one's own, else ours, in the installed program or in the source tree."""
    if os.environ.get(COURSE):
        return Path(os.environ[COURSE])
    package = Path(__file__).parents[2]
    inside = package / "_lessons"
    return inside if inside.is_dir() else package.parent / "lessons"


@cache
def course(folder: Path | None = None) -> Course:
    """The map of all lessons."""
    path = (folder or lessons_folder()) / "course.toml"
    return _typed(path, Course)


def load_lesson(lesson: str) -> WholeLesson:
    """The lesson with that id.

    Raises:
        LessonProblem: There is none, or its files are wrong.
    """
    ready = {entry.id: entry for entry in course().entries if entry.ready}
    if lesson not in ready:
        raise LessonProblem("unknown_lesson", got=lesson, near=near(lesson, list(ready)), known=", ".join(ready))
    folder = ready[lesson].folder
    if Path(folder).name != folder:
        raise LessonProblem("lesson_outside", got=folder)
    return load_folder(lessons_folder() / folder)


def load_folder(folder: Path) -> WholeLesson:
    """The lesson in a folder.

    Raises:
        LessonProblem: A file is missing, or is not what it should be.
    """
    from tui_dl.course.written.texts import parse_texts  # noqa: PLC0415  home needs no lesson's words

    lesson = _typed(folder / "lesson.toml", Lesson)
    texts = {language: parse_texts(read(folder / f"{language}.md"), f"{language}.md") for language in LANGUAGES}
    return WholeLesson(lesson, texts, folder)


@cache
def glossary(language: str) -> Glossary:
    """All terms, in one language."""
    from tui_dl.course.written.glossary import parse_glossary  # noqa: PLC0415

    path = lessons_folder() / "glossary" / f"{language}.md"
    return parse_glossary(read(path), path.name) if path.exists() or COURSE not in os.environ else {}


def read(path: Path) -> str:
    """A lesson file's text.

    Raises:
        LessonProblem: It is not there, too large, or not text.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise LessonProblem("lesson_large", file=path.name, most=LARGEST)
        return path.read_bytes().decode("utf-8").translate(CONTROL)
    except OSError:
        raise LessonProblem("lesson_missing", file=path.name) from None
    except UnicodeDecodeError as error:
        raise LessonProblem("lesson_not_text", file=path.name, at=error.start) from None


def _typed(path: Path, kind: type[T]) -> T:
    text = read(path)
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except tomllib.TOMLDecodeError as error:
        raise LessonProblem("lesson_toml", file=path.name, reason=str(error)) from None
    except msgspec.ValidationError as error:
        raise _located(error, text, path.name) from None


def _located(error: msgspec.ValidationError, text: str, name: str) -> LessonProblem:
    """Msgspec's complaint with a line, and for a misspelled key the nearest right one."""
    unknown = re.search(UNKNOWN_FIELD, str(error))
    if unknown:
        key = unknown[1]
        lines = [
            number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[*{re.escape(key)}\b", line)
        ]
        return LessonProblem("lesson_key", file=name, line=(lines or [1])[0], got=key, near=near(key, KEYS))
    lacking = re.search(LACKING_FIELD, str(error))
    if lacking:
        return LessonProblem("lesson_lacks", file=name, got=lacking[1], where=lacking[2] or "$")
    return LessonProblem("lesson_value", file=name, reason=str(error))
