"""The words of a lesson: both languages whole, terms explained in time, digits proven, hints discreet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_dl.course.checks.finding import Finding
from tui_dl.course.checks.names import is_known
from tui_dl.course.filling import PLACEHOLDER, parts
from tui_dl.course.recipes import CLASSIC
from tui_dl.course.written import expression
from tui_dl.course.written.glossary import LINK, linked, unlinked
from tui_dl.course.written.problem import LessonProblem
from tui_dl.course.written.verbs import parse_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.written.glossary import Glossary
    from tui_dl.course.written.lesson import Lesson, Step
    from tui_dl.course.written.loader import WholeLesson
    from tui_dl.course.written.texts import Texts

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
CODE = re.compile(r"`[^`]*`")


def wanted_ids(lesson: Lesson) -> set[str]:
    """What the words must have for this lesson."""
    ids = set()
    for step in lesson.step:
        ids.add(step.id)
        ids |= {f"{step.id}.check.{check.id}" for check in step.check}
        ids |= {f"{step.id}.offer.{offer.id}" for offer in step.offer}
        ids |= {f"{step.id}.mistake.{mistake.id}" for mistake in step.mistake}
        ids |= {f"{step.id}.hint{rung}" for rung in range(1, step.hints + 1)}
        ids |= {f"{step.id}:{option}" for option in step.options}
        if step.kind == "choose" and not step.settled_by:
            ids |= {f"{step.id}.{option}" for option in step.options}
    return ids


def _optional(lesson: Lesson) -> set[str]:
    names = {f"{step.id}.{part}" for step in lesson.step for part in ("after", "right", "low", "high")}
    return names | {f"{step.id}.{option}" for step in lesson.step for option in step.options}


def complete(whole: WholeLesson) -> Iterator[Finding]:
    """Both languages have every id, and nothing else."""
    wanted, optional = wanted_ids(whole.lesson), _optional(whole.lesson)
    ids = {language: texts.ids() for language, texts in whole.texts.items()}
    for language, present in ids.items():
        for name in sorted(wanted - present):
            elsewhere = any(name in others for others in ids.values())
            code = "ids_differ" if elsewhere else "missing_language"
            yield Finding(code, f"{whole.lesson.id}/{language}.md", {"got": name})
        for name in sorted(present - wanted - optional):
            yield Finding("ids_differ", f"{whole.lesson.id}/{language}.md", {"got": name})
    for name in sorted((ids["en"] ^ ids["ko"]) & optional):
        yield Finding("ids_differ", f"{whole.lesson.id}/{'ko' if name in ids['en'] else 'en'}.md", {"got": name})


def prose(texts: Texts) -> list[str]:
    """Everything that is read, in the order of reading."""
    pieces = [texts.opening]
    for step in texts.steps.values():
        pieces += [step.request, step.body, *(words for _, words in step.options), *step.parts.values()]
    return pieces


def placeholders(whole: WholeLesson) -> Iterator[Finding]:
    """Every placeholder is an expression of a step that there is."""
    for language, texts in whole.texts.items():
        for piece in prose(texts):
            for match in PLACEHOLDER.finditer(piece):
                step, text, _ = parts(match[1])
                try:
                    names = expression.parse(text).names
                    known = not step or whole.lesson.find(step) is not None
                    known = known and all(is_known(name, {*whole.lesson.model, *CLASSIC, "rule"}) for name in names)
                except LessonProblem:
                    known = False
                if not known:
                    yield Finding("bad_placeholder", f"{whole.lesson.id}/{language}.md", {"got": match[0]})


def digits(whole: WholeLesson) -> Iterator[Finding]:
    """Every number in the prose stands in a check or a claim."""
    proven = set()
    for step in whole.lesson.step:
        for text in (*(check.when for check in step.check), *(claim.when for claim in step.claim)):
            proven |= {float(number) for number in NUMBER.findall(text)}
        for claim in step.claim:
            proven |= {float(number) for verb in claim.do for number in NUMBER.findall(verb)}
    for language, texts in whole.texts.items():
        for piece in prose(texts):
            bare = LINK.sub(" ", CODE.sub(" ", PLACEHOLDER.sub(" ", piece)))
            for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", bare):
                if float(number) not in proven:
                    yield Finding("digit_unproven", f"{whole.lesson.id}/{language}.md", {"got": number})


def hints(whole: WholeLesson) -> Iterator[Finding]:
    """No hint holds all values of a solution that sets any."""
    for step in whole.lesson.step:
        values = _values(step)
        for language, texts in whole.texts.items():
            for name, text in texts.steps[step.id].parts.items() if values and step.id in texts.steps else ():
                if name.startswith("hint") and all(re.search(rf"(?<!\w){value}(?!\w)", text) for value in values):
                    yield Finding("hint_tells", f"{whole.lesson.id}/{language}.md#{step.id}.{name}")


def _values(step: Step) -> set[str]:
    values = set()
    for script in step.solution:
        for verb in map(parse_verb, script.do):
            if verb.name == "set":
                values |= {re.escape(value.strip("[]")) for value in verb.values.values()}
    return values


def terms(whole: WholeLesson, terms_of: dict[str, Glossary], earlier: set[str]) -> Iterator[Finding]:
    """Linked terms are in the glossary; none is used in any form before it is linked or met in an earlier lesson."""
    for language, texts in whole.texts.items():
        known = terms_of[language]
        place = f"{whole.lesson.id}/{language}.md"
        met = {key for key, term in known.items() if term.lesson in earlier}
        for piece in prose(texts):
            for key in linked(piece):
                if key not in known:
                    yield Finding("unknown_term", place, {"got": key})
                met.add(key)
            bare = CODE.sub(" ", PLACEHOLDER.sub(" ", unlinked(piece, lambda _key, _shown: " ")))
            for key in sorted(set(known) - met):
                used = next((form for form in known[key].forms if _uses(bare, form, language)), None)
                if used:
                    yield Finding("term_early", place, {"got": used})


def _uses(text: str, form: str, language: str) -> bool:
    if language == "ko":
        return re.search(rf"(?<![가-힣]){re.escape(form)}", text) is not None
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None
