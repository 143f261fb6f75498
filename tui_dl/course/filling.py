"""Numbers of the learner's own runs in a lesson's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_dl.course import expression
from tui_dl.course.evaluation import NotYetError
from tui_dl.session.knobs import KNOBS
from tui_dl.words import numbers, particles, say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
FILTER = re.compile(r"\|([^|/]*/[^|/]*)$")
OF_RUNS = re.compile(r"^(?:min|max|median)\(([^,()]*).*$")  # what of each run: it says how a number is rounded
SCORES = ("accuracy", "probe", "nearest_mean")
LOSSES = ("loss", "mse", "penalty", "gradient_norm", "update_ratio")


def fill(bench: Bench, text: str) -> str:
    """The text with every placeholder filled, or told why not yet."""
    return PLACEHOLDER.sub(lambda match: _one(bench, match[1]), text)


def parts(placeholder: str) -> tuple[str, str, str]:
    """(step or "", expression, particles or "") of what stands between the braces; `answer@STEP` keeps its step."""
    found = FILTER.search(placeholder)
    particle = found[1] if found else ""
    inner = placeholder[: found.start()] if found else placeholder
    if inner.startswith("answer@"):
        return inner.removeprefix("answer@"), "answer", particle
    step, colon, rest = inner.partition(":")
    return (step, rest, particle) if colon else ("", inner, particle)


def _one(bench: Bench, placeholder: str) -> str:
    step, text, particle = parts(placeholder)
    shown = _answer(bench, step) if text == "answer" and step else _value(bench, step, text)
    return shown + (particles.after(shown, particle) if particle else "")


def _answer(bench: Bench, step: str) -> str:
    memory = bench.memory.get(step)
    if memory is None or memory.answer is None:
        return say(bench.language, "course.not_answered")
    options = dict(bench.whole.texts[bench.language].steps[step].options)
    return options.get(memory.answer, memory.answer)


def _value(bench: Bench, step: str, text: str) -> str:
    scope = bench.scope_of(step) if step else bench.scope()
    if scope is None:
        return say(bench.language, "course.not_run")
    try:
        value = expression.parse(text).evaluate(scope)
    except NotYetError:
        return say(bench.language, "course.not_run")
    if text in {"model", "leader"}:  # in words; in conditions it is a name
        return say(bench.language, f"figure.model_{value}")
    return shown_as(text, value)


def shown_as(name: str, value: Any) -> str:
    """A value as text: scores rounded down, losses up, knobs and counts as they are."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "0"
    if not isinstance(value, float):
        return str(value)
    name = OF_RUNS.sub(r"\1", name)
    measured = any(score in name for score in SCORES) or name.endswith(LOSSES)
    if name in KNOBS or (value.is_integer() and not measured):
        return f"{value:g}"
    return numbers.loss(value) if name.endswith(LOSSES) else numbers.score(value)
