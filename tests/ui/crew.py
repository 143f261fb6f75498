"""A crew without a clock: trains in this process, fits from a script."""

from __future__ import annotations

from tui_dl.session.classical.process import Fit, Fitted
from tui_dl.session.records import Scores
from tui_dl.session.runner import InlineRunner
from tui_dl.session.sweeps.jobs import portions, train
from tui_dl.session.sweeps.process import SweepDone, Tried
from tui_dl.session.tables.questions import Fetch, LookAt, answer


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


class InlineReader:
    """Reads tables in this process, once it is asked for what it has."""

    def __init__(self) -> None:
        self._asked, self._left = 0, []

    def look(self, source) -> int:
        self._asked += 1
        self._left.append(LookAt(self._asked, source))
        return self._asked

    def fetch(self, recipe, seed) -> int:
        self._asked += 1
        self._left.append(Fetch(self._asked, recipe, seed))
        return self._asked

    def receive(self) -> list:
        left, self._left = self._left, []
        return [answer(request) for request in left]

    def cancel(self) -> None:
        self._left = []


class InlineSweeper:
    """Trains grids in this process, a portion whenever it is asked for what it has."""

    def __init__(self) -> None:
        self._left, self._owes = [], False

    def ask(self, tasks, _jobs=1) -> None:
        self._left, self._owes = portions(tasks), True

    def receive(self) -> list:
        if self._left:
            return [Tried(tuple(train(self._left.pop(0))))]
        owed, self._owes = self._owes, False
        return [SweepDone()] if owed else []

    def cancel(self) -> None:
        self._left, self._owes = [], False


class InlineTrainer(InlineRunner):
    """Trains in this process, and has nothing to give up."""

    def cancel(self) -> None:
        pass


class ScriptedCrew:
    """What the app is lent."""

    def __init__(self) -> None:
        self.worker, self.fitter, self.reader = InlineRunner(), ScriptedFitter(), InlineReader()
        self.sweeper, self.branches = InlineSweeper(), (InlineTrainer(), InlineTrainer())

    def get_ready(self) -> None:
        """Nothing to begin with: all of it is in this process."""
