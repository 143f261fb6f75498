"""From a recipe and a seed to a data set."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_dl.data.bundled import BUNDLED, open_table
from tui_dl.data.dataset import Dataset, Part
from tui_dl.data.generators import MAKERS, Maker
from tui_dl.data.recipe import Rows
from tui_dl.data.split import shares_of, split
from tui_dl.data.transforms import apply_transforms
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.recipe import DataRecipe

NAMES = (*MAKERS, *BUNDLED)
STREAM = 0  # of the seed: weights, batches and dropout have streams of their own
MOST_ROWS = 1_000_000


class _Table(NamedTuple):
    inputs: NDArray[np.float64]
    targets: NDArray[np.generic]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    rows: Rows


def load(recipe: DataRecipe, seed: int) -> Dataset:
    """The data set of `recipe`, split; the same bytes for the same recipe and seed.

    Raises:
        Problem: Something in the recipe is unknown, out of range or impossible.
    """
    rng = np.random.default_rng([seed, STREAM, recipe.draw])
    table = _make(recipe, rng) if recipe.make in MAKERS else _open(recipe)
    inputs = apply_transforms(table.inputs, recipe.do)
    parts = split(table.targets, table.rows, rng, stratify=bool(table.class_names))
    raw = [inputs[part] for part in parts]
    standardise = recipe.make in BUNDLED if recipe.standardise is None else recipe.standardise
    shift, scale = _scaler(raw[0]) if standardise else (np.zeros(inputs.shape[1]), np.ones(inputs.shape[1]))
    train, validation, test = (
        Part((rows - shift) * scale, rows, table.targets[part]) for rows, part in zip(raw, parts, strict=True)
    )
    classes = len(table.class_names)
    task = {0: "regression", 2: "binary"}.get(classes, "multiclass")
    outputs = classes if task == "multiclass" else 1
    return Dataset(recipe.make, task, table.feature_names, table.class_names, outputs, train, validation, test)


def _make(recipe: DataRecipe, rng: np.random.Generator) -> _Table:
    maker, rows = MAKERS[recipe.make], recipe.rows or Rows()
    total = rows.train + rows.validation + rows.test
    if min(rows.train, rows.validation, rows.test) < 1 or total > MOST_ROWS:
        raise Problem("too_many_rows", got=total, wanted=MOST_ROWS)
    parameters = {name: parameter.default for name, parameter in maker.parameters.items()}
    parameters |= _checked(recipe, maker)
    inputs, targets = maker.make(rng, total, parameters)
    classes = tuple(str(label) for label in np.unique(targets)) if maker.task == "classes" else ()
    return _Table(inputs, targets, ("x", "y")[: inputs.shape[1]], classes, rows)


def _checked(recipe: DataRecipe, maker: Maker) -> dict[str, float]:
    for name, value in recipe.parameters.items():
        if name not in maker.parameters:
            known = ", ".join(maker.parameters)
            raise Problem("unknown_parameter", got=name, data=recipe.make, known=known)
        parameter = maker.parameters[name]
        if not parameter.low <= value <= parameter.high:
            raise Problem("out_of_range", name=name, got=value, low=parameter.low, high=parameter.high)
    return recipe.parameters


def _open(recipe: DataRecipe) -> _Table:
    if recipe.make not in BUNDLED:
        near = difflib.get_close_matches(recipe.make, NAMES, 1, 0.0)[0]
        raise Problem("unknown_data", got=recipe.make, near=near, known=", ".join(NAMES))
    if recipe.parameters:
        raise Problem("unknown_parameter", got=next(iter(recipe.parameters)), data=recipe.make, known="-")
    table = open_table(recipe.make)
    return _Table(*table, recipe.rows or shares_of(len(table.targets)))


def _scaler(train: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and one over the standard deviation of each column; a constant column becomes 0."""
    spread = train.std(axis=0)
    return train.mean(axis=0), np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
