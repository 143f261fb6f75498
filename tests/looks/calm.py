"""The crew of a walk whose screens are alike everywhere: it trains in float64, takes no time, and fits by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.looks.recorded import recorded
from tests.ui.crew import InlineSweeper, InlineTrainer, ScriptedCrew, ScriptedFitter
from tui_dl.session.classical.process import Fitted
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.protocol import Start
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from tui_dl.session.protocol import Command, Event

TRAINED_FOR = 0.25  # seconds


class CalmRunner(InlineRunner):
    """Trains in float64, and takes no machine's time."""

    def send(self, command: Command) -> None:
        if isinstance(command, Start):
            run = msgspec.structs.replace(command.run, experiment=calm(command.run.experiment))
            command = msgspec.structs.replace(command, run=run)
        super().send(command)

    def receive(self) -> list[Event]:
        return [
            msgspec.structs.replace(event, seconds=TRAINED_FOR) if hasattr(event, "seconds") else event
            for event in super().receive()
        ]


def calm(experiment: Experiment) -> Experiment:
    """The same in float64, where in float32 another processor's last digit would be seen."""
    if not isinstance(experiment.model, NetworkModel):
        return experiment
    return msgspec.structs.replace(experiment, model=msgspec.structs.replace(experiment.model, float64=True))


class CalmTrainer(CalmRunner, InlineTrainer):
    """The same, for branches."""


class CalmSweeper(InlineSweeper):
    """Trains grids in float64."""

    def ask(self, tasks, jobs=1) -> None:
        super().ask([msgspec.structs.replace(task, experiment=calm(task.experiment)) for task in tasks], jobs)


class RecordedFitter(ScriptedFitter):
    """Answers with what was recorded, whatever the data."""

    def ask(self, _experiment, names, _models=None) -> int:
        self._asked += 1
        self._told += [Fitted(self._asked, fit) for fit in recorded().rings if fit.name in names]
        return self._asked


class Crew(ScriptedCrew):
    """What the app is lent."""

    def __init__(self) -> None:
        super().__init__()
        self.worker, self.fitter, self.sweeper = CalmRunner(), RecordedFitter(), CalmSweeper()
        self.branches = CalmTrainer(), CalmTrainer()
