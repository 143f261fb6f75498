"""Numbers of the learner's own runs in a lesson's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.session.knobs import KNOBS
from tui_dl.words import numbers, particles, say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
FILTER = re.compile(r"\|([^|/]*/[^|/]*)$")
OF_ONE = re.compile(r"^(?:(?:min|max|median)\(|on\([^,()]*,\s*)([^,()]*).*$")  # what of each run, or on other data
NAME = re.compile(r"[\w.]+")
WORD = re.compile(r"\w+")
SCORES = {
    *("accuracy", "r2", "precision", "recall", "f1", "confidence", "calibration"),
    *("probe", "nearest_mean", "alone", "margin", "disagreement"),
}
LOSSES = {"loss", "new_loss", "mse", "penalty", "gradient_norm", "update_ratio"}


def fill(bench: Bench, text: str) -> str:
    """The text with every placeholder filled, or told why not yet, with words and particles that fit the number."""
    filled = PLACEHOLDER.sub(lambda match: _one(bench, match[1]), text)
    return particles.settle(filled) if bench.language == "ko" else filled


def unfilled(bench: Bench, text: str) -> list[str]:
    """The placeholders of a text that have no value as things stand."""
    waiting = {say(bench.language, f"course.not_{what}") for what in ("run", "answered")}
    return [match[0] for match in PLACEHOLDER.finditer(text) if _shown(bench, match[1]) in waiting]


def parts(placeholder: str) -> tuple[str, str, str]:
    """(step or "", expression, pair or "") of what stands between the braces; `answer@STEP` keeps its step.

    A pair is two forms of what follows: Korean particles, or in English what follows a 1 and any other number.
    """
    found = FILTER.search(placeholder)
    particle = found[1] if found else ""
    inner = placeholder[: found.start()] if found else placeholder
    if inner.startswith("answer@"):
        return inner.removeprefix("answer@"), "answer", particle
    step, colon, rest = inner.partition(":")
    return (step, rest, particle) if colon else ("", inner, particle)


def _one(bench: Bench, placeholder: str) -> str:
    shown, pair = _shown(bench, placeholder), parts(placeholder)[2]
    if bench.language == "ko":
        return shown + (particles.after(shown, pair) if pair else "")
    one, _, many = pair.partition("/")
    return shown + (one if shown == "1" else many)


def _shown(bench: Bench, placeholder: str) -> str:
    step, text, _ = parts(placeholder)
    return _answer(bench, step) if text == "answer" and step else _value(bench, step, text)


def _answer(bench: Bench, step: str) -> str:
    memory = bench.memory.get(step)
    if memory is None or memory.answer is None:
        return say(bench.language, "course.not_answered")
    return dict(bench.whole.texts[bench.language].steps[step].choices).get(memory.answer, memory.answer)


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


def shown_as(name: str, value: Any, *, at_least: bool | None = None) -> str:
    """A value as text: scores rounded down, losses up, other measures to the nearest, knobs and counts as they are.

    `at_least`: of a goal's value, whether more is wanted, or less; no number looks as if it met what it misses.
    """
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "0"
    if not isinstance(value, float):
        return str(value)
    name = OF_ONE.sub(r"\1", name)
    kind = name.rpartition(".")[2] if NAME.fullmatch(name) else ""
    measured = bool((SCORES | LOSSES) & set(WORD.findall(name)))
    if name in KNOBS or (value.is_integer() and not measured):
        return f"{value:g}"
    if kind in LOSSES:
        return numbers.loss(value, down=at_least is True)
    if kind in SCORES or at_least is not None:
        return numbers.score(value, up=at_least is False)
    return numbers.nearest(value)
