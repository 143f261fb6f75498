"""The one table of knobs: what can be set, in which range, and how text becomes a value.

Validation, the command line, and whatever shows a knob read it. Errors are `Problem`s.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.data.columns import WORKED_OUT
from tui_dl.data.generators import MAKERS
from tui_dl.data.handmade import HANDMADE
from tui_dl.data.recipe import Rows, with_words, words_of
from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.initializers import INITIALIZERS
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.problem import Problem
from tui_dl.engine.searches import SEARCHES
from tui_dl.session.experiment import STREAMS, ClassicModel, NetworkModel, RuleModel
from tui_dl.session.rules import FEATURES, SIDES

if TYPE_CHECKING:
    from tui_dl.data.recipe import DataRecipe
    from tui_dl.session.experiment import Experiment, Model, Run

    Value = int | float | str | tuple[int, ...] | tuple[str, ...] | None

MOST_LAYERS, MOST_UNITS, MOST_SEED = 16, 1024, 2**32 - 1
OPEN = ("none", "auto", "off")


@dataclass(frozen=True, slots=True)
class Knob:
    """One thing that can be set.

    Attributes:
        kind: int, float, choice, sizes (units by hidden layer), activations (one, or one a layer) or set (of choices).
        low: Smallest value (numbers).
        high: Largest value (numbers).
        choices: What a choice may be, or what a set is taken from.
        mid_run: Whether it may change while a run goes on.
        reading: Whether it only changes how answers are read: it may change after the run's end as well.
        scope: network, rule, classic (which kind of model has it), data or seed.
        also: Another kind of model that has it.
        optional: Whether it may be left open, which is what `none`, `auto` and `off` say.
    """

    kind: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    mid_run: bool = False
    reading: bool = False
    scope: str = "network"
    also: str = ""
    optional: bool = False


def _data_knobs() -> dict[str, Knob]:
    knobs = {"samples": Knob("int", 4, 100_000, scope="data")}
    for maker in MAKERS.values():
        for name, parameter in maker.parameters.items():
            kind = "int" if name == "classes" else "float"
            knobs[name] = Knob(kind, parameter.low, parameter.high, scope="data")
    return knobs


KNOBS: dict[str, Knob] = {
    "hidden": Knob("sizes", 1, MOST_UNITS),
    "activation": Knob("activations", choices=tuple(ACTIVATIONS)),
    "initializer": Knob("choice", choices=("auto", *INITIALIZERS)),
    "initializer_scale": Knob("float", 0.0, 100.0),
    "bias_start": Knob("float", -100.0, 100.0),
    "loss": Knob("choice", choices=("auto", *LOSSES)),
    "optimizer": Knob("choice", choices=(*OPTIMIZERS, *SEARCHES), mid_run=True),
    "learning_rate": Knob("float", 1e-6, 1000.0, mid_run=True, also="classic"),
    "batch_size": Knob("int", 1, 100_000, mid_run=True),
    "epoch_limit": Knob("int", 1, 1_000_000),
    "momentum": Knob("float", 0.0, 0.999, mid_run=True),
    "l1": Knob("float", 0.0, 100.0, mid_run=True),
    "l2": Knob("float", 0.0, 100.0, mid_run=True),
    "dropout": Knob("float", 0.0, 0.9, mid_run=True),
    "direction": Knob("choice", choices=("down", "up"), mid_run=True),
    "schedule": Knob("choice", choices=("joint", "greedy")),
    "decision_threshold": Knob("float", 0.001, 0.999, mid_run=True, reading=True),
    "shuffle": Knob("choice", choices=("on", "off"), mid_run=True),
    "positive_weight": Knob("float", 0.01, 1000.0),
    "target": Knob("float", -1.0, 1.0, optional=True),
    "patience": Knob("int", 1, 1_000_000, optional=True),
    "turn": Knob("float", -360.0, 360.0, scope="rule"),
    "feature": Knob("choice", choices=FEATURES, scope="rule", optional=True),
    "column": Knob("int", 1, 10_000, scope="rule", optional=True),
    "threshold": Knob("float", -1e9, 1e9, scope="rule", optional=True),
    "side": Knob("choice", choices=SIDES, scope="rule", optional=True),
    "C": Knob("float", 1e-6, 1e6, scope="classic", optional=True),
    "gamma": Knob("float", 1e-6, 1e6, scope="classic", optional=True),
    "depth": Knob("int", 1, 100, scope="classic", optional=True),
    "splits": Knob("int", 1, 10_000, scope="classic", optional=True),
    **dict.fromkeys(("trees", "stages"), Knob("int", 1, 10_000, scope="classic")),
    "bootstrap": Knob("choice", choices=("on", "off"), scope="classic"),
    "max_features": Knob("choice", choices=("sqrt", "all"), scope="classic"),
    "features": Knob("set", choices=tuple(HANDMADE), scope="data"),
    "inputs": Knob("set", choices=tuple(WORKED_OUT), scope="data"),
    **_data_knobs(),
    "seed": Knob("int", 0, MOST_SEED, scope="seed"),
    **{f"seed.{stream}": Knob("int", 0, MOST_SEED, scope="seed") for stream in STREAMS},
}


def parse(name: str, text: str) -> Value:
    """The value that `text` means for the knob `name`; `-` and `_` are the same.

    Raises:
        Problem: There is no such knob, or the text is no value of it.
    """
    name = name.replace("-", "_")
    knob = KNOBS.get(name)
    if knob is None:
        raise Problem("unknown_knob", got=name, near=difflib.get_close_matches(name, KNOBS, 1, 0.0)[0])
    text = text.strip()
    if knob.optional and text in OPEN:
        return None
    if knob.kind == "sizes":
        return _sizes(name, text)
    if knob.kind == "activations":
        return tuple(_choice(name, knob, part) for part in text.split(","))
    if knob.kind == "choice":
        return _choice(name, knob, text)
    if knob.kind == "set":
        return _set(name, knob, text)
    return _number(name, knob, text)


def _choice(name: str, knob: Knob, text: str) -> str:
    chosen = text.strip().replace("-", "_")
    if chosen not in knob.choices:
        near = difflib.get_close_matches(chosen, knob.choices, 1, 0.0)[0]
        raise Problem("unknown_choice", name=name, got=text, near=near, known=", ".join(knob.choices))
    return chosen


def _set(name: str, knob: Knob, text: str) -> tuple[str, ...]:
    """Some of the choices, in the table's order; `all` of them, or `none`."""
    if (text := text.strip("[]")) in {"all", "none", ""}:
        return knob.choices if text == "all" else ()
    wanted = {_choice(name, knob, part) for part in text.split(",")}
    return tuple(choice for choice in knob.choices if choice in wanted)


def _number(name: str, knob: Knob, text: str) -> float:
    try:
        value = int(text) if knob.kind == "int" else float(text)
    except ValueError:
        raise Problem(f"not_{knob.kind}", name=name, got=text, low=knob.low, high=knob.high) from None
    if not math.isfinite(value) or not knob.low <= value <= knob.high:
        raise Problem("out_of_range", name=name, got=text, low=knob.low, high=knob.high)
    return value


def _sizes(name: str, text: str) -> tuple[int, ...]:
    if text in {"none", "", "[]"}:
        return ()
    try:
        sizes = tuple(int(part) for part in text.strip("[]").split(","))
    except ValueError:
        raise Problem("bad_sizes", name=name, got=text, most=MOST_UNITS) from None
    if len(sizes) > MOST_LAYERS or not all(1 <= size <= MOST_UNITS for size in sizes):
        raise Problem("bad_sizes", name=name, got=text, most=MOST_UNITS)
    return sizes


def with_value(experiment: Experiment, name: str, value: Value) -> Experiment:
    """The experiment with one knob set to a parsed value.

    Raises:
        Problem: It is a knob of another kind of model.
    """
    name = name.replace("-", "_")
    knob = KNOBS[name]
    replace = msgspec.structs.replace
    if knob.scope == "seed":
        stream = name.partition(".")[2]
        seeds = {"seeds": {**experiment.seeds, stream: value}} if stream else {"seed": value}
        return replace(experiment, **seeds)
    if knob.scope in HOLDERS:
        return replace(experiment, model=_model_with(experiment, knob, name, value))
    data = experiment.data
    if knob.kind == "set":
        return replace(experiment, data=with_words(data, name, value))  # type: ignore[arg-type]  # parsed as names
    if name == "samples":
        return replace(experiment, data=replace(data, rows=Rows(train=int(str(value)))))
    return replace(experiment, data=replace(data, parameters={**data.parameters, name: value}))


HOLDERS = {"network": NetworkModel, "rule": RuleModel, "classic": ClassicModel}


def _has(model: Model, knob: Knob) -> bool:
    """Whether a knob is of this kind of model."""
    return any(isinstance(model, HOLDERS[scope]) for scope in (knob.scope, knob.also) if scope)


def _model_with(experiment: Experiment, knob: Knob, name: str, value: Value) -> Model:
    model = experiment.model
    if not _has(model, knob):
        raise Problem("knob_of_another_model", name=name, kind=knob.scope)
    if isinstance(model, ClassicModel):
        settings = {key: held for key, held in {**model.settings, name: value}.items() if held is not None}
        return msgspec.structs.replace(model, settings=settings)
    return msgspec.structs.replace(model, **{name: value})


def value_of(experiment: Experiment, name: str) -> Value | None:
    """What a knob is set to; None where nothing is set, or it belongs to another kind of model."""
    knob, model = KNOBS[name], experiment.model
    if knob.scope == "seed":
        stream = name.partition(".")[2]
        return experiment.seed_of(stream) if stream else experiment.seed
    if knob.scope in HOLDERS:
        if not _has(model, knob):
            return None
        found: Value | None = model.settings.get(name) if isinstance(model, ClassicModel) else getattr(model, name)
        return found
    return _of_data(experiment.data, name)


def _of_data(recipe: DataRecipe, name: str) -> Value | None:
    if KNOBS[name].kind == "set":
        words = words_of(recipe, name)
        return KNOBS[name].choices if words == ("all",) else words
    if name == "samples":
        return (recipe.rows or Rows()).train
    maker = MAKERS.get(recipe.make)
    if maker is None or name not in maker.parameters:
        return None
    return recipe.parameters.get(name, maker.parameters[name].default)


def value_at(run: Run, name: str) -> Any:
    """What a knob is after all changes of a run."""
    for change in reversed(run.changes):
        if change.knob == name:
            return change.value
    return value_of(run.experiment, name)
