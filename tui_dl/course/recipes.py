"""From a lesson's named data and models to experiments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from tui_dl.course.written.problem import LessonProblem, near
from tui_dl.data.generators import MAKERS
from tui_dl.data.loading import NAMES
from tui_dl.data.recipe import DataRecipe, Mixed, Rows
from tui_dl.data.transforms import parse as parse_transform
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import ClassicModel, Experiment, Model, NetworkModel, RuleModel
from tui_dl.session.knobs import KNOBS, parse

if TYPE_CHECKING:
    from tui_dl.course.written.lesson import Lesson, Step

CLASSIC = ("linear", "linear_svm", "rbf_svm", "square_svm", "mapped_svm", "tree", "forest", "boosting", "majority")
MIX = "mix "
DATA_KEYS = ("make", "like", "from", "rows", "do", "outputs", "standardise")
TYPES: dict[str, Any] = {"outputs": int, "rows": Rows, "standardise": bool}
T = TypeVar("T")
KINDS = ("network", "rule", "line", *CLASSIC)


def data_recipe(lesson: Lesson, name: str, above: tuple[str, ...] = ()) -> DataRecipe:
    """The recipe of a lesson's data set, or of one by its maker's own name; `above` are the sets that rest on it.

    Raises:
        Problem: There is no such set, something in it is unknown, or it rests on itself.
    """
    if (name not in lesson.data and name not in NAMES) or name in above:
        raise LessonProblem("unknown_name", got=name, near=near(name, [*lesson.data, *NAMES]))
    table = lesson.data.get(name, {"make": name})
    above = (*above, name) if name in lesson.data else above
    based = table.get("like") or table.get("from")
    recipe = data_recipe(lesson, _typed(name, based, str), above) if based else DataRecipe(_maker(table))
    if "like" in table:
        recipe = msgspec.structs.replace(recipe, draw=recipe.draw + 1 + list(lesson.data).index(name))
    texts = (*recipe.do, *_typed(name, table.get("do", []), list[str]))
    mixed = tuple(_mixed(lesson, text, above) for text in texts if text.startswith(MIX))
    news: dict[str, Any] = {"do": tuple(text for text in texts if not text.startswith(MIX)), "mixed": mixed}
    for text in news["do"]:
        parse_transform(text)
    news |= {key: _typed(name, table[key], kind) for key, kind in TYPES.items() if key in table}
    parameters = {key: _typed(name, value, float) for key, value in table.items() if key not in DATA_KEYS}
    _check_parameters(recipe.make, parameters)
    return msgspec.structs.replace(recipe, parameters={**recipe.parameters, **parameters}, **news)


def _typed(name: str, value: Any, kind: type[T]) -> T:
    """A value of a data set as its kind.

    Raises:
        LessonProblem: It is of another.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise LessonProblem("lesson_value", file="lesson.toml", reason=f"data.{name}: {error}") from None


def model_of(lesson: Lesson, name: str) -> Model:
    """A lesson's model, or a classical one by its kind's name.

    Raises:
        Problem: There is no such model, or a knob of it is unknown or out of range.
    """
    table = dict(lesson.model.get(name, {}))
    if not table and name not in KINDS:
        raise LessonProblem("unknown_name", got=name, near=near(name, [*lesson.model, *KINDS]))
    kind = table.pop("kind", name)
    if kind not in KINDS:
        raise LessonProblem("unknown_name", got=kind, near=near(kind, list(KINDS)))
    if kind == "network":
        return NetworkModel(**{key: _knob(key, value) for key, value in table.items()})
    if kind == "rule":
        return RuleModel(**{key: _knob(key, value) for key, value in table.items()})
    if kind == "line":  # a rule whose border is a line, turned and shifted by hand
        return RuleModel(feature="x", **{"threshold": 0.0, **{key: _knob(key, value) for key, value in table.items()}})
    return ClassicModel(kind, {key: _knob(key, value) for key, value in table.items()})


def default_data(lesson: Lesson) -> str:
    """The first data set."""
    return next(iter(lesson.data))


def default_model(lesson: Lesson) -> str:
    """The first network, else the first model."""
    networks = [name for name, table in lesson.model.items() if table.get("kind") == "network"]
    return next(iter(networks or lesson.model or ["network"]))


def experiment_of(lesson: Lesson, step: Step, seed: int) -> Experiment:
    """What a fresh step starts from."""
    data, model = step.data or default_data(lesson), step.model or default_model(lesson)
    return Experiment(data_recipe(lesson, data), model_of(lesson, model), seed)


def _mixed(lesson: Lesson, text: str, above: tuple[str, ...]) -> Mixed:
    """`mix NAME rows_per_class=50`: rows of another of the lesson's sets."""
    try:
        name, count = text.removeprefix(MIX).split()
        rows = int(count.removeprefix("rows_per_class="))
    except ValueError:
        raise Problem("transform_values", got=text) from None
    return Mixed(data_recipe(lesson, name, above), rows)


def _maker(table: dict[str, Any]) -> str:
    make = str(table.get("make", ""))
    if make not in NAMES:
        raise Problem("unknown_data", got=make, near=near(make, list(NAMES)), known=", ".join(NAMES))
    return make


def _check_parameters(make: str, parameters: dict[str, Any]) -> None:
    known = MAKERS[make].parameters if make in MAKERS else {}
    for name in parameters:
        if name not in known:
            raise Problem("unknown_parameter", got=name, data=make, known=", ".join(known) or "-")


def _knob(name: str, value: Any) -> Any:
    """A TOML value through the one door by which knobs are set."""
    if name not in KNOBS:
        raise Problem("unknown_knob", got=name, near=near(name, list(KNOBS)))
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return parse(name, text or "none")
