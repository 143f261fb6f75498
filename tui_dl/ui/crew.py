"""The processes that the app works with, as it is lent them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui_dl.session.baseline_process import Fitter
    from tui_dl.session.runner import Runner


class Crew(Protocol):
    """Who trains, and who fits the classical methods."""

    @property
    def worker(self) -> Runner:
        """Trains networks."""

    @property
    def fitter(self) -> Fitter:
        """Fits classical methods."""
