"""The rows that a run learns from. The scaler belongs to the run: what comes later is scaled as its first rows were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.data.recipe import DataRecipe
from tui_dl.data.split import scaled_as
from tui_dl.session.tables.lent import rows_of

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.experiment import Run


def dataset_of(run: Run) -> Dataset:
    """What the run learns from now, its changes included.

    Raises:
        Problem: A recipe is impossible.
    """
    return in_the_run(run, recipe_now(run))


def recipe_now(run: Run) -> DataRecipe:
    """How the rows are made that the run learns from now."""
    recipe = run.experiment.data
    for change in run.changes:
        recipe = change.value if isinstance(change.value, DataRecipe) else recipe
    return recipe


def in_the_run(run: Run, recipe: DataRecipe) -> Dataset:
    """Any data as this run's network has to see it.

    Raises:
        Problem: A recipe is impossible.
    """
    experiment = run.experiment
    found, first = rows_of(recipe, experiment.seed_of("data")), run
    while first.experiment.origin is not None and first.experiment.origin.run is not None:
        first = first.experiment.origin.run
    if first is run and recipe == experiment.data:
        return found
    return scaled_as(found, rows_of(first.experiment.data, first.experiment.seed_of("data")))
