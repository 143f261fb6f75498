"""A sweep under way behind its screen: trained in a child, its trials kept in a file, held and gone on with."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.sweeps.file import SweepFile, kept_trials
from tui_dl.session.sweeps.process import SweepFailed, Tried

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.session.sweeps.grid import Trial
    from tui_dl.session.sweeps.jobs import Task
    from tui_dl.session.sweeps.process import GridTrainer

NAME = "sweep.jsonl"  # the latest sweep alone is kept


class SweepRun:
    """One sweep at a time.

    Attributes:
        trials: Those that are done.
        total: How many there are to do.
        under_way: Whether some are being trained.
        seconds: Spent on it so far, since it was started or gone on with.
    """

    def __init__(self, trainer: GridTrainer, path: Path) -> None:
        self._trainer, self._path = trainer, path
        self._file: SweepFile | None = None
        self._since, self._spent = 0.0, 0.0
        self.trials: list[Trial] = []
        self.total, self.under_way = 0, False

    @property
    def seconds(self) -> float:
        """Since it was started or gone on with."""
        return monotonic() - self._since if self.under_way else self._spent

    def recall(self, tasks: list[Task]) -> bool:
        """Take up what is kept of these tasks; whether there is anything."""
        found = kept_trials(self._path, tasks)
        if found:
            self.trials, self.total = found, len(tasks)
        return bool(found)

    def start(self, tasks: list[Task]) -> None:
        """Train what is not kept yet.

        Raises:
            Problem: Trials cannot be kept; they are trained all the same.
        """
        self.trials, self.total = [], len(tasks)
        trouble = None
        try:
            self._file = SweepFile(self._path, tasks, instead=True)
            self.trials = list(self._file.trials)
        except Problem as problem:
            self._file, trouble = None, problem
        done = {(trial.point, trial.seed) for trial in self.trials}
        left = [task for task in tasks if (task.point, task.experiment.seed) not in done]
        self._since = monotonic()
        self.under_way = bool(left)
        if left:
            self._trainer.ask(left)
        if trouble is not None:
            raise trouble

    def hear(self) -> bool:
        """Take in what is done; whether there was news.

        Raises:
            Problem: It could not be trained, or cannot be kept.
        """
        if not self.under_way:
            return False
        told = self._trainer.receive()
        for answer in told:
            if isinstance(answer, Tried):
                for trial in answer.trials:
                    self._keep(trial)
            else:
                self._end()
                if isinstance(answer, SweepFailed):
                    raise Problem(answer.code, **answer.fields)
        return bool(told)

    def _keep(self, trial: Trial) -> None:
        self.trials.append(trial)
        if self._file is not None:
            self._file.keep(trial)

    def hold(self) -> None:
        """Train no further; what is done stays."""
        if self.under_way:
            self._trainer.cancel()
            self._end()

    def _end(self) -> None:
        self._spent, self.under_way = monotonic() - self._since, False
        if self._file is not None:
            self._file.close()
            self._file = None
