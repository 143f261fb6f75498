"""A crew without a clock: trains in this process, fits from a script."""

from __future__ import annotations

from tui_dl.session.baseline_process import Fit, Fitted
from tui_dl.session.records import Scores
from tui_dl.session.runner import InlineRunner


class ScriptedFitter:
    """Answers every question with the same score."""

    def __init__(self) -> None:
        self._told, self._asked = [], 0

    def ask(self, _experiment, names, _models=None) -> int:
        self._asked += 1
        scores = Scores(accuracy=0.75)
        self._told += [Fitted(self._asked, Fit(name, scores, scores, 0.001, 3)) for name in names]
        return self._asked

    def receive(self) -> list[Fitted]:
        told, self._told = self._told, []
        return told

    def cancel(self) -> None:
        self._told = []


class ScriptedCrew:
    """What the app is lent."""

    def __init__(self) -> None:
        self.worker, self.fitter = InlineRunner(), ScriptedFitter()
