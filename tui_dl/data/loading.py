"""From a recipe and a seed to a data set."""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np

from tui_dl.data.bundled import BUNDLED, open_table
from tui_dl.data.dataset import Dataset, Part, scaler
from tui_dl.data.distinct import distinct
from tui_dl.data.generators import MAKERS, Maker
from tui_dl.data.own.making import complete
from tui_dl.data.own.preview import OWN, open_own
from tui_dl.data.own.values import shown
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.data.split import shares_of, split
from tui_dl.data.table import RawPart, Table
from tui_dl.data.transforms import on_parts, on_table, parse
from tui_dl.engine.problem import Problem

NAMES = (*MAKERS, *BUNDLED)
STREAM = 0  # of the seed: weights, batches and dropout have streams of their own
MOST_ROWS = 1_000_000
MOST_OUTPUTS = 1000
MOST_NAME = 20  # characters of a file's name


def load(recipe: DataRecipe, seed: int) -> Dataset:
    """The data set of `recipe`, split; the same bytes for the same recipe and seed.

    Raises:
        Problem: Something in the recipe is unknown, out of range or impossible.
    """
    if recipe.table is not None and recipe.table.digest:
        return _kept(msgspec.json.encode(recipe, order="deterministic"), seed)
    return _loaded(recipe, seed)


@lru_cache(maxsize=1)
def _kept(recipe: bytes, seed: int) -> Dataset:
    """A table of one's own is long in the making; with its digest it is always the same."""
    return _loaded(msgspec.json.decode(recipe, type=DataRecipe), seed)


def _loaded(recipe: DataRecipe, seed: int) -> Dataset:
    key = [seed, STREAM, recipe.draw]
    rng, deeds = np.random.default_rng(key), [parse(text) for text in recipe.do]
    scarce = any(deed.name == "imbalance" for deed in deeds)
    table, rows = _make(recipe, rng, scarce=scarce) if recipe.make in MAKERS else _open(recipe)
    table = on_table(table, deeds, key)
    table = _numbered(table, recipe.outputs)
    rows = rows or shares_of(len(table.targets))
    places = split(table.targets, rows, rng, stratify=bool(table.class_names))
    parts = on_parts([RawPart(table.inputs[place], table.targets[place]) for place in places], deeds, key)
    if recipe.table is not None:
        parts = complete(parts, classes=bool(table.class_names))
    parts[0] = _mixed(parts[0], recipe, seed)
    return _dataset(recipe, table, parts)


def _dataset(recipe: DataRecipe, table: Table, parts: list[RawPart]) -> Dataset:
    raw = parts[0].inputs
    standardise = recipe.make not in MAKERS if recipe.standardise is None else recipe.standardise
    shift, scale = scaler(raw) if standardise else (np.zeros(raw.shape[1]), np.ones(raw.shape[1]))
    train, validation, test = (Part((part.inputs - shift) * scale, part.inputs, part.targets) for part in parts)
    classes = len(table.class_names)
    task = {0: "regression", 2: "binary"}.get(classes, "multiclass")
    outputs = classes if task == "multiclass" else 1
    name = recipe.make if recipe.table is None else shown(Path(recipe.table.path).name, MOST_NAME)
    return Dataset(name, task, table.feature_names, table.class_names, outputs, train, validation, test)


def _numbered(table: Table, outputs: int | None) -> Table:
    """Classes numbered from 0 without gaps; or, with a head of fixed width, as they were."""
    if not table.class_names:
        return table
    if outputs is not None:
        if not table.targets.max(initial=0) < outputs <= MOST_OUTPUTS:
            raise Problem("transform_values", got=f"outputs={outputs}")
        names = (*table.class_names, *map(str, range(len(table.class_names), outputs)))
        return replace(table, class_names=names[:outputs])
    here = distinct(table.targets)
    names = tuple(table.class_names[int(label)] for label in here)
    return replace(table, targets=np.searchsorted(here, table.targets), class_names=names)


def _mixed(train: RawPart, recipe: DataRecipe, seed: int) -> RawPart:
    """With the first rows of each class of other sets' training parts."""
    for other in recipe.mixed:
        part = load(other.recipe, seed).train
        rows = [np.flatnonzero(part.targets == label)[: other.rows_per_class] for label in distinct(part.targets)]
        chosen = np.concatenate(rows)
        inputs = np.concatenate([train.inputs, part.raw[chosen]])
        train = RawPart(inputs, np.concatenate([train.targets, part.targets[chosen]]))
    return train


def _make(recipe: DataRecipe, rng: np.random.Generator, *, scarce: bool) -> tuple[Table, Rows]:
    """With a scarce class, more rows than are wanted, so that enough of the other are left."""
    maker, rows = MAKERS[recipe.make], recipe.rows or Rows()
    total = rows.train + rows.validation + rows.test
    if min(rows.train, rows.validation, rows.test) < 1 or total > MOST_ROWS:
        raise Problem("too_many_rows", got=total, wanted=MOST_ROWS)
    parameters = {name: parameter.default for name, parameter in maker.parameters.items()}
    parameters |= _checked(recipe, maker)
    inputs, targets = maker.make(rng, 2 * total if scarce else total, parameters)
    classes = tuple(str(label) for label in distinct(targets)) if maker.task == "classes" else ()
    names = ("x", "y") if inputs.shape[1] <= 2 else tuple(f"c{number}" for number in range(1, inputs.shape[1] + 1))
    return Table(inputs, targets, names[: inputs.shape[1]], classes), rows


def _checked(recipe: DataRecipe, maker: Maker) -> dict[str, float]:
    for name, value in recipe.parameters.items():
        if name not in maker.parameters:
            known = ", ".join(maker.parameters)
            raise Problem("unknown_parameter", got=name, data=recipe.make, known=known)
        parameter = maker.parameters[name]
        if not parameter.low <= value <= parameter.high:
            raise Problem("out_of_range", name=name, got=value, low=parameter.low, high=parameter.high)
    return recipe.parameters


def _open(recipe: DataRecipe) -> tuple[Table, Rows | None]:
    if recipe.make == OWN and recipe.table is not None:
        return open_own(recipe.table), recipe.rows
    if recipe.make not in BUNDLED or recipe.table is not None:
        near = difflib.get_close_matches(recipe.make, NAMES, 1, 0.0)[0]
        raise Problem("unknown_data", got=recipe.make, near=near, known=", ".join(NAMES))
    if recipe.parameters:
        raise Problem("unknown_parameter", got=next(iter(recipe.parameters)), data=recipe.make, known="-")
    return Table(*open_table(recipe.make)), recipe.rows
