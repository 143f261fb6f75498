"""The processes that the app works with, as it is lent them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui_dl.session.classical.process import Fitter
    from tui_dl.session.past.branches import Trainer
    from tui_dl.session.runner import Runner
    from tui_dl.session.sweeps.process import GridTrainer
    from tui_dl.session.tables.process import Reader


class Crew(Protocol):
    """Who trains, who fits the classical methods, who reads tables, and who trains grids."""

    def get_ready(self) -> None:
        """Begin with what takes its time, before anything is asked for."""

    @property
    def worker(self) -> Runner:
        """Trains networks."""

    @property
    def branches(self) -> tuple[Trainer, Trainer]:
        """Train a run and its branch beside each other."""

    @property
    def fitter(self) -> Fitter:
        """Fits classical methods."""

    @property
    def reader(self) -> Reader:
        """Reads tables."""

    @property
    def sweeper(self) -> GridTrainer:
        """Trains grids."""
