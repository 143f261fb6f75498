"""A lesson's words: Markdown under headings that carry ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_dl.course.written.glossary import unlinked
from tui_dl.course.written.problem import LessonProblem

HEADING = re.compile(r"^(#{1,3})\s*(.*?)\s*(?:\{#([^}]+)\})?\s*$")
OPTION = re.compile(r"^- \{([\w-]+)\} (.*)$")


@dataclass(slots=True)
class StepTexts:
    """The words of a step.

    Attributes:
        request: What a task asks, in one line.
        body: Markdown.
        options: (id, text) in the order of the file, links to terms included.
        parts: What stands under the step's sub-headings, by id without the step's: `hint1`, `mistake.too-few`, an
            option, `after`, `right`; the label of a check or an offer is its heading.
    """

    request: str = ""
    body: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(id, words) of the options as they are read: without the links to their terms."""
        return [(option, unlinked(words)) for option, words in self.options]


@dataclass(slots=True)
class Texts:
    """The words of a lesson in one language."""

    title: str = ""
    opening: str = ""
    steps: dict[str, StepTexts] = field(default_factory=dict)

    def ids(self) -> set[str]:
        """Everything that has an id."""
        named = {f"{step}.{part}" for step, texts in self.steps.items() for part in texts.parts}
        chosen = {f"{step}:{option}" for step, texts in self.steps.items() for option, _ in texts.options}
        return set(self.steps) | named | chosen


def parse_texts(text: str, name: str) -> Texts:
    """The words in a file's text; `name` is the file's, for errors.

    Raises:
        LessonProblem: A heading without an id, an id twice, a part of a step that is not there.
    """
    texts = Texts()
    sections = _sections(text)
    for number, (level, heading, anchor, body) in enumerate(sections):
        if level == 1 and number == 0:
            texts.title, texts.opening = heading, body
        elif anchor is None:
            raise LessonProblem("lesson_heading", file=name, got=heading)
        elif level == 2:
            texts.steps[anchor] = _step(heading, body)
        else:
            step, _, part = anchor.partition(".")
            if step not in texts.steps or part in texts.steps[step].parts:
                raise LessonProblem("lesson_heading", file=name, got=anchor)
            texts.steps[step].parts[part] = heading if part.startswith(("check.", "offer.")) else body
    return texts


def _step(heading: str, body: str) -> StepTexts:
    step = StepTexts(heading)
    kept = []
    for line in body.splitlines():
        option = OPTION.match(line)
        if option:
            step.options.append((option[1], option[2]))
        else:
            kept.append(line)
    step.body = "\n".join(kept).strip()
    return step


def _sections(text: str) -> list[tuple[int, str, str | None, str]]:
    """(level, heading, id, body) in order."""
    found: list[tuple[int, str, str | None, list[str]]] = []
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading:
            found.append((len(heading[1]), heading[2], heading[3], []))
        elif found:
            found[-1][3].append(line)
    return [(level, heading, anchor, "\n".join(body).strip()) for level, heading, anchor, body in found]
