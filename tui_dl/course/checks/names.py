"""Everything that a lesson names is there: verbs, knobs, data, models, names in conditions, figures."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tui_dl import views
from tui_dl.course.checks.finding import Finding, found, place_of
from tui_dl.course.moment import FIT_NAMES, JUDGED_NAMES, LAYER, RUN_NAMES
from tui_dl.course.recipes import CLASSIC, data_recipe, model_of
from tui_dl.course.sweeping import settings
from tui_dl.course.written import expression
from tui_dl.course.written.problem import LessonProblem, near
from tui_dl.course.written.step_names import OF_THE_STEP, STEPPED
from tui_dl.course.written.verbs import parse_verb
from tui_dl.data.loading import load
from tui_dl.engine.problem import Problem
from tui_dl.session.knobs import KNOBS, parse
from tui_dl.session.places import DOTTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.written.lesson import Lesson, Step
    from tui_dl.course.written.loader import WholeLesson

OF_A_UNIT = re.compile(r"did\.mask_\d+_\d+")
DEEDS = ("run", "pause", "step", "epoch", "resume", "edit", "mask", "move_point", "sandbox", "back")
JUDGING = ("sweep", "pick", "open_test", "draw_fresh")
PLAIN = (
    *RUN_NAMES,
    *FIT_NAMES,
    *JUDGED_NAMES,
    *OF_THE_STEP,
    "runs",
    "answer",
    "test.opened",
    *(f"did.{deed}" for deed in (*DEEDS, *JUDGING)),
)


def materials(lesson: Lesson) -> Iterator[Finding]:
    """Data sets can be loaded, models can be made."""
    for name in lesson.data:
        try:
            load(data_recipe(lesson, name), lesson.seed)
        except Problem as problem:
            yield found("unknown_name", f"{lesson.id}/lesson.toml [data.{name}]", problem)
    for name in lesson.model:
        try:
            model_of(lesson, name)
        except Problem as problem:
            yield found("unknown_name", f"{lesson.id}/lesson.toml [model.{name}]", problem)


def scripts_of(step: Step) -> list[tuple[str, ...]]:
    """All lists of verbs in a step."""
    offered = [one.do for one in step.offer]
    return offered + [one.do for one in step.solution] + [one.do for one in step.wrong] + [one.do for one in step.claim]


def verbs(whole: WholeLesson) -> Iterator[Finding]:
    """Every verb is one, and sets what can be set."""
    for step in whole.lesson.step:
        for text in (text for script in scripts_of(step) for text in script):
            try:
                verb = parse_verb(text)
                for name, value in verb.values.items() if verb.name == "set" else ():
                    parse(name, value)
                if verb.name == "sweep":
                    settings(verb)
            except Problem as problem:
                yield found("bad_verb", place_of(whole, step.id, text), problem)


def conditions(whole: WholeLesson) -> Iterator[Finding]:
    """Every condition can be read, and speaks of names that there are."""
    lesson = whole.lesson
    steps = {step.id for step in lesson.step if step.kind == "task"}
    for step in lesson.step:
        kept = {parse_verb(text).words[0] for script in scripts_of(step) for text in script if text.startswith("keep ")}
        texts = [one.when for one in step.check] + [one.when for one in step.mistake] + [one.when for one in step.claim]
        for text in filter(None, [*texts, step.truth, step.blank]):
            place = place_of(whole, step.id, text)
            offered = {f"did.{offer.id}" for offer in step.offer}
            try:
                parsed = expression.parse(text)
            except LessonProblem as problem:
                yield found("bad_expression", place, problem)
                continue
            if _divides_by_zero(parsed.tree):
                yield Finding("zero_division", place, {"got": text})
            for name in sorted(parsed.names - offered):
                if not is_known(name, {*kept, *steps, *lesson.model, *CLASSIC, "rule"}):
                    yield _unknown(place, name, list(PLAIN))


def _divides_by_zero(tree: ast.expr) -> bool:
    """Whether a division by a written 0 stands in it; what comes to 0 only at work is found when the task is done."""
    divisions = (node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
    return any(isinstance(node.right, ast.Constant) and node.right.value == 0 for node in divisions)


def is_known(name: str, prefixes: set[str]) -> bool:
    """Whether a dotted name is one of the table, or of a kept run, model or method among `prefixes`."""
    first, _, rest = name.partition(".")
    if _is_of_the_table(name) or OF_A_UNIT.fullmatch(name) or name.startswith("did.change."):
        return True
    return first in prefixes and _is_of_the_table(rest)


def _is_of_the_table(name: str) -> bool:
    return name in PLAIN or name in KNOBS or any(form.fullmatch(name) for form in (LAYER, DOTTED, STEPPED))


def figures(whole: WholeLesson) -> Iterator[Finding]:
    """Every figure in a view is drawn by this program; knobs on show are knobs; steps that are named are there."""
    ids = {step.id for step in whole.lesson.step}
    for step in whole.lesson.step:
        for name in step.view:
            if name not in views.FIGURES:
                yield _unknown(place_of(whole, step.id, name), name, list(views.FIGURES), "unknown_figure")
        for name in (*step.show, *step.bounds):
            if name not in KNOBS and name not in {"hidden_layers", "hidden_units"}:
                yield _unknown(place_of(whole, step.id, name), name, list(KNOBS))
        for other in (step.settled_by, step.start):
            if other and other not in ids | {"fresh", "carry"}:
                yield _unknown(place_of(whole, step.id, other), other, sorted(ids))


def _unknown(place: str, name: str, known: list[str], code: str = "unknown_name") -> Finding:
    return found(code, place, LessonProblem("unknown_name", got=name, near=near(name, known)))
