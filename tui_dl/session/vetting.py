"""Runs that come from elsewhere (a code, a file), held against the table of knobs before anything is made of them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.data.loading import MOST_OUTPUTS
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import STREAMS, ClassicModel, NetworkModel, Origin, Run
from tui_dl.session.knobs import KNOBS, MOST_LAYERS, MOST_SEED, Knob
from tui_dl.session.touching import MASK, MASKS, PARAMETER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.session.experiment import Experiment, Model, RunChange

MOST_STEPS = 2**40
MOVES_THE_END = "epoch_limit"  # a run may be given more epochs, though it is no knob that moves while it goes on
PLACE = re.compile(rf"{re.escape(PARAMETER)}\d{{1,9}}|{re.escape(MASK)}\d{{1,4}}\.\d{{1,4}}", re.ASCII)


def vet(run: Run) -> Run:
    """The run, if everything in it can be.

    Raises:
        Problem: A value is out of its knob's range, or something is named that there is not.
    """
    wrong = next(_wrong(run), None)
    if wrong is not None:
        raise Problem("bad_run", reason=wrong)
    return run


def _wrong(run: Run) -> Iterator[str]:
    """What is wrong with a run, by names."""
    yield from _wrong_start(run.experiment)
    for change in run.changes:
        if not _within(change.step, 0, MOST_STEPS):
            yield f"changes.step={change.step}"
        if isinstance(change.value, DataRecipe):
            yield from _wrong_data(change.value)
        if not _can_be_changed(change):
            yield f"changes.{change.knob}"


def _wrong_start(experiment: Experiment) -> Iterator[str]:
    yield from _wrong_data(experiment.data)
    yield from _wrong_model(experiment.model)
    for stream, seed in {"": experiment.seed, **experiment.seeds}.items():
        if not _within(seed, 0, MOST_SEED) or stream not in {"", *STREAMS}:
            yield f"seed.{stream}={seed}"
    if experiment.origin is not None:
        yield from _wrong_origin(experiment.origin)


def _wrong_origin(origin: Origin) -> Iterator[str]:
    if not _within(origin.steps, 0, MOST_STEPS):
        yield f"origin.steps={origin.steps}"
    for layers in (origin.layers, origin.frozen):
        if layers is not None and not 1 <= layers[0] <= layers[1] <= MOST_LAYERS + 1:
            yield f"origin.layers={layers}"
    if origin.run is not None:
        yield from _wrong(origin.run)


def _wrong_data(recipe: DataRecipe) -> Iterator[str]:
    if not _within(recipe.draw, 0, MOST_SEED):
        yield f"data.draw={recipe.draw}"
    if recipe.outputs is not None and not _within(recipe.outputs, 1, MOST_OUTPUTS):
        yield f"data.outputs={recipe.outputs}"
    for mixed in recipe.mixed:
        if mixed.rows_per_class < 1:
            yield f"data.mixed={mixed.rows_per_class}"
        yield from _wrong_data(mixed.recipe)


def _wrong_model(model: Model) -> Iterator[str]:
    settings = model.settings if isinstance(model, ClassicModel) else msgspec.structs.asdict(model)
    for name, value in settings.items():
        knob = KNOBS.get(name)
        if knob is None and not isinstance(model, ClassicModel):
            continue  # what is no knob has a type that says all
        if knob is None or "seed" in knob.scope or not fits(knob, value):
            yield f"{name}={value}"


def _can_be_changed(change: RunChange) -> bool:
    """Whether it is something that may become other than it was, and what it became can be."""
    if PLACE.fullmatch(change.knob):
        return (
            _within(change.value, -math.inf, math.inf) if change.knob.startswith(PARAMETER) else change.value in MASKS
        )
    if isinstance(change.value, DataRecipe):
        return change.knob == "data"
    knob = KNOBS.get(change.knob)
    if knob is None or change.knob not in NetworkModel.__struct_fields__:
        return False
    return (knob.mid_run or change.knob == MOVES_THE_END) and fits(knob, change.value)


def fits(knob: Knob, value: Any) -> bool:
    """Whether a knob may have this value."""
    if value is None:
        return knob.optional
    if knob.kind in {"sizes", "activations", "set"}:
        return isinstance(value, tuple) and len(value) <= MOST_LAYERS and all(_is_one(knob, one) for one in value)
    return _is_one(knob, value)


def _is_one(knob: Knob, value: Any) -> bool:
    if knob.choices:
        return value in knob.choices
    return (isinstance(value, int) or knob.kind == "float") and _within(value, knob.low, knob.high)


def _within(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
