"""The rows that a run learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.data.loading import load
from tui_dl.session.state import RunState

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.run import Run


def dataset_of(run: Run) -> Dataset:
    """The data of a run.

    Raises:
        Problem: Its recipe is impossible.
    """
    return load(run.experiment.data, run.experiment.seed_of("data"))


def idle(run: Run, run_id: int = 0) -> RunState:
    """A run that has not begun."""
    return RunState(run, dataset_of(run), id=run_id)
