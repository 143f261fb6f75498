"""What is done with commands: one run at a time is begun, held, stepped, changed and ended, here without a clock.

The training process and the headless runner share it, so that both train in the very same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session import protocol
from tui_dl.session.experiment import RuleModel
from tui_dl.session.live import LiveRun
from tui_dl.session.past.timeline import ROOM, Timeline
from tui_dl.session.protocol import Failed, Paused, Resumed
from tui_dl.session.rule_run import run_rule
from tui_dl.session.touching import PARAMETER
from tui_dl.session.unwatched import swept

if TYPE_CHECKING:
    from tui_dl.session.experiment import Value
    from tui_dl.session.protocol import Command, Event

TURN = 0.002  # seconds of training at full speed, about, before whoever gives commands has a turn


def failed(run_id: int, problem: Problem) -> Failed:
    """A problem as an event."""
    return Failed(run_id, problem.code, {name: str(value) for name, value in problem.fields.items()})


class Conductor:
    """Takes commands, does a step, or as many as take no time that a person would notice.

    Attributes:
        live: The run at hand, if any.
        timeline: Its past.
        busy: Whether there is a next step to do.
        pace: Epochs a second that the user wishes; None: no limit.
        eased: Whether to stand back for now, because the machine does not keep up.
    """

    def __init__(self) -> None:
        self.live: LiveRun | None = None
        self.timeline: Timeline | None = None
        self.busy = False
        self.pace: float | None = None
        self.eased = False
        self._hold_at_epoch: int | None = None
        self._hold_at_step: int | None = None
        self._sweep: protocol.Sweep | None = None
        self._swept = 0

    def take(self, command: Command) -> list[Event]:
        """Do what a command asks; what there is to tell."""
        match command:
            case protocol.Start():
                return self._start(command)
            case protocol.SetPace():
                self.pace = command.pace
                return []
            case protocol.Ease():
                self.eased = command.on
                return []
            case protocol.Sweep():
                self.live, self.timeline, self._sweep, self._swept = None, None, command, 0
                self.busy = bool(command.runs)
                return []
            case protocol.Stop() if self._sweep:
                self._sweep, self.busy = None, False
                return []
            case _:
                return self._touch(command) if self.live else []

    def advance(self, until: int | None = None) -> list[Event]:
        """A step, or at full speed some, never past step `until`; of a sweep, a whole run; what there is to tell."""
        if self._sweep is not None:
            return self._next_of(self._sweep)
        live = self.live
        assert live is not None
        assert self.timeline is not None
        try:
            told = live.advance(self._most(live, until))
        except Problem as problem:
            self.busy = False
            return [failed(live.id, problem)]
        self.timeline.note()
        if live.ended:
            self.busy = False
        elif live.trainer.step == self._hold_at_step or (
            live.trainer.at_epoch_end and live.trainer.epoch == self._hold_at_epoch
        ):
            told += self._hold()
        return told

    def _next_of(self, sweep: protocol.Sweep) -> list[Event]:
        """The sweep's next run, whole."""
        number = self._swept
        self._swept += 1
        if self._swept == len(sweep.runs):
            self._sweep, self.busy = None, False
        try:
            return [swept(sweep.runs[number], sweep.id, number)]
        except Problem as problem:
            self._sweep, self.busy = None, False
            return [failed(sweep.id, problem)]

    def _most(self, live: LiveRun, until: int | None) -> int:
        """As many steps as have so far fitted into `TURN`; one where there is a pace to keep."""
        if (self.pace is not None and until is None) or not live.seconds:
            return 1
        most = int(TURN * live.trainer.step / live.seconds)
        ends = [step for step in (until, self._hold_at_step) if step is not None]
        return max(1, min([most, *(step - live.trainer.step for step in ends)]))

    def _start(self, command: protocol.Start) -> list[Event]:
        self.live, self.timeline, self._sweep, self.busy, self.pace = None, None, None, False, command.pace
        self._hold_at_step, self._hold_at_epoch = None, command.pause_at_epoch
        try:
            if isinstance(command.run.experiment.model, RuleModel):
                return run_rule(command.run, command.id)
            self.live = LiveRun(command.run, command.id)
        except Problem as problem:
            return [failed(command.id, problem)]
        self.timeline = Timeline(self.live, ROOM if command.room is None else command.room)
        told: list[Event] = [self.live.begin()]
        self.timeline.note()
        self.busy = True
        if command.replay_to is not None:
            while self.busy and self.live.trainer.step < command.replay_to:
                told += self.advance(command.replay_to)
            return told + self._held_again()
        if self.busy and command.pause_at_epoch == self.live.trainer.epoch:
            told += self._hold()
        return told

    def _held_again(self) -> list[Event]:
        """What was changed at the very step at which the run is taken up; it holds there."""
        assert self.live is not None
        told = self.live.make_planned_changes()
        return told + self._hold() if self.busy else told

    def _touch(self, command: Command) -> list[Event]:
        """Commands that may reach a run at any time, after its end too; the others only steer one under way."""
        live = self.live
        assert live is not None
        match command:
            case protocol.Change():
                return self._change(live, command.knob, command.value)
            case protocol.Edit():
                return self._change(live, f"{PARAMETER}{command.index}", command.value)
            case protocol.Look():
                return self._look(command.step)
            case protocol.Resume():
                return self._resume(command.more_epochs)
            case _:
                return [] if live.ended else self._steer(live, command)

    def _change(self, live: LiveRun, knob: str, value: Value) -> list[Event]:
        try:
            return live.change(knob, value)
        except Problem as problem:
            self.busy = False
            return [failed(live.id, problem)]

    def _look(self, step: int) -> list[Event]:
        assert self.timeline is not None
        return [self.timeline.at(step)]

    def _steer(self, live: LiveRun, command: Command) -> list[Event]:
        match command:
            case protocol.Stop():
                self.busy = False
                return [live.end("user")]
            case protocol.StepBatch():
                self._hold_at_step = live.trainer.step + 1
                return self._go_on()
            case protocol.StepEpoch():
                self._hold_at_epoch = live.trainer.epoch + 1
                return self._go_on()
            case protocol.StepTo():
                return self._to(command.step)
            case protocol.StepToEpoch():
                return self._to_epoch(command.epoch)
            case _:
                return self._hold() if self.busy else []

    def _to(self, step: int) -> list[Event]:
        assert self.live is not None
        if step <= self.live.trainer.step:
            return self._hold()
        self._hold_at_step = step
        return self._go_on()

    def _to_epoch(self, epoch: int) -> list[Event]:
        assert self.live is not None
        if epoch <= self.live.trainer.epoch:
            return self._hold()
        self._hold_at_epoch = epoch
        return self._go_on()

    def _resume(self, more_epochs: int) -> list[Event]:
        live = self.live
        assert live is not None
        told: list[Event] = []
        if more_epochs:
            told += live.change("epoch_limit", live.trainer.epoch + more_epochs)
        self._hold_at_step = self._hold_at_epoch = None
        return told if live.ended else told + self._go_on()

    def _go_on(self) -> list[Event]:
        assert self.live is not None
        if self.busy:
            return []
        self.busy = True
        return [Resumed(self.live.id)]

    def _hold(self) -> list[Event]:
        assert self.live is not None
        self.busy, self._hold_at_step, self._hold_at_epoch = False, None, None
        return [Paused(self.live.id, self.live.weights(), self.live.batch_loss)]

    def newest(self) -> protocol.Snapshot:
        """The weights as they are now."""
        assert self.live is not None
        return protocol.Snapshot(self.live.id, self.live.weights(), self.live.batch_loss)
