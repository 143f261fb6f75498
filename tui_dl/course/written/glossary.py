"""Terms, each explained once, and links to them in lessons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.course.written.problem import LessonProblem

if TYPE_CHECKING:
    from collections.abc import Callable

LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")


@dataclass(frozen=True, slots=True)
class Term:
    """A term: the forms in which prose uses it, the lesson that introduces it, and what it means."""

    key: str
    forms: tuple[str, ...]
    lesson: str
    text: str


Glossary = dict[str, Term]


def parse_glossary(text: str, name: str) -> Glossary:
    """The terms in a glossary file's text.

    Raises:
        LessonProblem: A term without its forms or its lesson.
    """
    terms: Glossary = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        key = re.search(r"\{#([^}]+)\}", head)
        forms, lesson = (re.search(rf"^{field}:\s*(.+)$", body, re.MULTILINE) for field in ("forms", "lesson"))
        if not (key and forms and lesson):
            raise LessonProblem("glossary_entry", file=name, got=head.strip())
        said = re.sub(r"^(forms|lesson):.*$", "", body, flags=re.MULTILINE).strip()
        listed = tuple(form.strip() for form in forms[1].split(","))
        terms[key[1]] = Term(key[1], listed, lesson[1].strip(), said)
    return terms


def linked(text: str) -> list[str]:
    """Keys of the terms that a text links to, in order."""
    return [match[1].strip() for match in LINK.finditer(text)]


def unlinked(text: str, show: Callable[[str, str], str] = lambda _key, shown: shown) -> str:
    """The text with each link replaced by what `show` makes of its key and shown words."""
    return LINK.sub(lambda match: show(match[1].strip(), (match[2] or match[1]).strip()), text)
