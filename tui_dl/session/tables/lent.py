"""Tables that another process has read for this one, so that nobody reads a large file where keys are answered."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec

from tui_dl.data.loading import load

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.data.recipe import DataRecipe
    from tui_dl.session.experiment import Experiment

MOST = 8  # tables; each holds what figures show of it, a few megabytes
_LENT: OrderedDict[tuple[bytes, int], Dataset] = OrderedDict()


def _key(recipe: DataRecipe, seed: int) -> tuple[bytes, int]:
    return msgspec.json.encode(recipe, order="deterministic"), seed


def lend(recipe: DataRecipe, seed: int, dataset: Dataset) -> None:
    """From now on `rows_of` gives this one; like any cache it changes nothing but the time that is taken."""
    _LENT[_key(recipe, seed)] = dataset
    while len(_LENT) > MOST:
        _LENT.popitem(last=False)


def is_at_hand(experiment: Experiment) -> bool:
    """Whether an experiment's rows are there without a file being read."""
    return experiment.data.table is None or _key(experiment.data, experiment.seed_of("data")) in _LENT


def rows_of(recipe: DataRecipe, seed: int) -> Dataset:
    """The data set of `recipe`: a lent one, else made here.

    Raises:
        Problem: The recipe is impossible.
    """
    lent = _LENT.get(_key(recipe, seed)) if recipe.table is not None else None
    return load(recipe, seed) if lent is None else lent
