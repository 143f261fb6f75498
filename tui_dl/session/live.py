"""A run that is under way: one optimizer step at a time, and what there is to tell after each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.divergence import Diverged
from tui_dl.session.measuring import record_of
from tui_dl.session.position import Position
from tui_dl.session.protocol import Began, Changed, Ended, Epochs, Snapshot
from tui_dl.session.records import Divergence, EpochRecord
from tui_dl.session.stopping import Stopper
from tui_dl.session.touching import MASK, PARAMETER

if TYPE_CHECKING:
    from tui_dl.session.experiment import Value
    from tui_dl.session.protocol import Event
    from tui_dl.session.run import Run

THRESHOLD = "decision_threshold"


class LiveRun(Position):
    """A run from its first step to its last.

    Attributes:
        ended: Whether it is over.
        seconds: Time spent in training and measuring.
    """

    def __init__(self, run: Run, run_id: int = 0) -> None:
        """Set up; raises `Problem` where the run is impossible."""
        super().__init__(run)
        self.id = run_id
        self._batch_losses: list[float] = []
        self._stopper = Stopper()
        self.seconds, self.ended = 0.0, False

    def begin(self) -> Began:
        """The network before its first step."""
        return Began(self.id, self.size, self._record([]), self.weights())

    def advance(self, most: int = 1) -> list[Event]:
        """`most` steps, or less where an epoch ends or a planned change is due; what there is to tell.

        There is a record to tell at an epoch's end, and the end.
        """
        started = time.perf_counter()
        told = self.make_planned_changes()
        try:
            losses = self._train(most)
        except Diverged as blow:
            self.trainer.restore()
            return [*told, self.end("diverged", Divergence(blow.epoch, blow.step, blow.layer))]
        self._batch_losses += losses
        if self.trainer.at_epoch_end:
            losses, self._batch_losses = self._batch_losses, []
            record = self._record(losses)
            told += [Epochs(self.id, (record,)), *self.make_planned_changes()]  # one may move the end
            reason = self._stopper.reason(self.model, record)
            self.seconds += time.perf_counter() - started
            return [*told, self.end(reason)] if reason else told
        self.seconds += time.perf_counter() - started
        return told

    def change(self, knob: str, value: Value) -> list[Event]:
        """Something becomes other than it was, from the next step on; the change becomes part of the run.

        `epoch_limit` moves the run's end; for what is no knob see `RunChange`.

        Raises:
            Problem: There is no such place, or the rows do not fit the network.
        """
        self._make(knob, value)
        rows = isinstance(value, DataRecipe)
        if rows:
            self._batch_losses = []
        self.ended = self.ended and self.trainer.epoch >= self.model.epoch_limit
        told: list[Event] = [Changed(self.id, self.run)]
        if rows or knob.startswith((PARAMETER, MASK)) or knob == THRESHOLD:
            record = msgspec.structs.replace(self._record([]), touched=True)
            told += [Snapshot(self.id, self.weights(), self.batch_loss), Epochs(self.id, (record,))]
        return told

    def end(self, reason: str, divergence: Divergence | None = None) -> Ended:
        """Finish, for `reason`."""
        self.ended = True
        return Ended(self.id, reason, self.weights(), self.seconds, divergence)

    def make_planned_changes(self) -> list[Event]:
        """Changes of a run that is repeated, where their step has come."""
        told: list[Event] = []
        while (due := self._due()) is not None:
            told += self.change(due.knob, due.value)
        return told

    def _record(self, losses: list[float]) -> EpochRecord:
        threshold = self.model.decision_threshold
        return record_of(self.trainer, self.loss, self.dataset, threshold, self._before, losses)
