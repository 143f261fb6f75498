"""What of a run is looked at: whose region, beside whose, with which points; which curves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.course.sight import scene_of
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.state import as_of
from tui_dl.ui.board import face
from tui_dl.views.scene import PARTS, TRAIN

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.ui.preferences import Preferences
    from tui_dl.ui.screens.board import Board
    from tui_dl.views.scene import Scene


class Gaze:
    """The learner's eye.

    Attributes:
        model: The fitted method whose region is looked at; None: the run's own model.
        part: Whose points lie over it.
        two: Whether the own model's region stands beside a fitted method's.

    What its methods give are the figures that show what has changed.
    """

    def __init__(self, screen: Board) -> None:
        self._screen = screen
        self.model: str | None = None
        self.part, self.two = TRAIN, False

    @property
    def _preferences(self) -> Preferences:
        preferences: Preferences = self._screen.app.preferences  # type: ignore[attr-defined]  # our own app
        return preferences

    def next_curves(self, _bench: Bench) -> tuple[str, ...]:
        """On to the next curves: loss, loss on a logarithmic axis, accuracy or R2; from now on."""
        self._preferences.next_curves()
        return ("loss",)

    def next_model(self, bench: Bench) -> tuple[str, ...]:
        """On to the next model: the run's own, then each fitted method."""
        models = [None, *(fit.name for fit in bench.state.fits)]
        at = models.index(self.model) if self.model in models else 0
        self.model = models[(at + 1) % len(models)]
        return "region", "confusion", "calibration"

    def toggle_two(self, bench: Bench) -> tuple[str, ...]:
        """Two regions, the second that of the leading method unless another was chosen; or one."""
        self.two = not self.two
        if self.model is None and self.two:
            self.model = bench.state.best_fit
        return ("region",)

    def next_part(self, _bench: Bench) -> tuple[str, ...]:
        """Training points, validation points, none."""
        self.part = PARTS[(PARTS.index(self.part) + 1) % len(PARTS)]
        return ("region", "points")

    def scene(self, bench: Bench) -> Scene:
        """What is seen of the run on the bench."""
        own = "network" if isinstance(bench.state.run.experiment.model, NetworkModel) else "rule"
        fitted = self.model in {fit.name for fit in bench.state.fits}
        chosen = self.model if fitted and self.model else own
        beside = own if self.two and chosen != own else ""
        seen = scene_of(bench, chosen=chosen, goal=face.goal_score(bench))
        seen = replace(seen, part=self.part, beside=beside, curves=self._preferences.curves)
        if bench.state.seen is None:
            return seen
        past = as_of(bench.state, bench.state.seen)
        return replace(seen, state=past, whole=bench.state, mark_epoch=past.epochs)
