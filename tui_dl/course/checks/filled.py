"""The numbers that the prose promises are there: a lesson is walked by its solutions, and its words are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import filling
from tui_dl.course.checks.finding import Finding
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.bench import Bench
    from tui_dl.course.checks.workshop import Workshop
    from tui_dl.course.written.lesson import Step


def unfilled(shop: Workshop) -> Iterator[Finding]:
    """Placeholders that no moment of their step fills: as it is entered, after its buttons, its solution, an answer."""
    bench, lesson = shop.bench(), shop.whole.lesson
    for index, step in enumerate(lesson.step):
        try:
            bench.enter(index)
            waiting = _still(bench, step)
            for verb in _way(step):
                bench.apply(verb)
                waiting &= _still(bench, step)
        except Problem:
            return  # what cannot be done is found where it is tried
        for language, placeholder in sorted(waiting):
            yield Finding("unfilled", f"{lesson.id}/{language}.md#{step.id}", {"got": placeholder})


def of_mistake(bench: Bench, name: str) -> Iterator[Finding]:
    """Placeholders of what is said to a mistake, as it has been made; those that speak of other steps are left out."""
    for language, texts in bench.whole.texts.items():
        bench.language = language
        for got in filling.unfilled(bench, texts.steps[bench.step.id].parts.get(f"mistake.{name}", "")):
            if not filling.parts(got[1:-1])[0]:
                place = f"{bench.lesson.id}/{language}.md#{bench.step.id}.mistake.{name}"
                yield Finding("unfilled", place, {"got": got})


def _way(step: Step) -> list[str]:
    """What is done at a step, verb by verb."""
    offers = [f"do {offer.id}" for offer in step.offer] if not step.solution else []
    answer = {"choose": ["answer 1"], "number": [f"answer {step.range[0] if step.range else 0:g}"]}
    solution = list(step.solution[0].do) if step.solution else []
    return [*offers, *solution, *answer.get(step.kind, [])]


def _still(bench: Bench, step: Step) -> set[tuple[str, str]]:
    """(language, placeholder) of what has no value now; what is said to mistakes is another matter."""
    found = set()
    for language, texts in bench.whole.texts.items():
        bench.language, own = language, texts.steps[step.id]
        parts = [text for name, text in own.parts.items() if not name.startswith("mistake.")]
        for piece in (own.request, own.body, *parts):
            found |= {(language, got) for got in filling.unfilled(bench, piece)}
    return found
