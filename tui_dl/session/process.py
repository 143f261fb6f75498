"""The parent's handle on the training process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from tui_dl.session.children.child import Child
from tui_dl.session.children.handle import Handle
from tui_dl.session.protocol import Command, Ease, Ended, Event, Failed, Paused, Start, Sweep, Swept
from tui_dl.session.worker import together

if TYPE_CHECKING:
    from pathlib import Path


LONGEST_WAIT = 1.0  # seconds


class WorkerProcess(Handle):
    """A runner in a process of its own; if it dies, its run fails with `worker_died`, and the next has a new one."""

    def __init__(self, log: Path | None = None, *, low_priority: bool = True) -> None:
        super().__init__(Child("tui_dl.session.worker", log, low_priority=low_priority))
        self._run_id: int | None = None
        """The run, or the sweep, that has begun and not ended."""
        self._last = 0  # the number of the sweep's last run
        self._eased = False

    def get_ready(self) -> None:
        """Start the process, while there is nothing else to do: the first run begins sooner then, or says why not."""
        self._child.get_ready()

    def send(self, command: Command) -> None:
        """Ask for something, at once."""
        if isinstance(command, Ease):
            self._eased = command.on
        if isinstance(command, Start | Sweep):
            self._run_id = command.id
            self._last = len(command.runs) - 1 if isinstance(command, Sweep) else 0
            if self._eased and self.pid is None:  # a new process has not heard of it
                self._ask(Ease(on=True))
        elif self.pid is None:
            return
        self._ask(command)

    def rest(self) -> list[Event]:
        """What is told until the run has ended or holds; a child that does not answer is not waited for long."""
        told, until = self.receive(), time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until and not any(isinstance(event, Ended | Failed | Paused) for event in told):
            time.sleep(0.002)
            told += self.receive()
        return told

    def receive(self) -> list[Event]:
        """What has been told since the last time, in order; of several snapshots the newest."""
        alive, frames = self._heard()
        told: list[Event] = [msgspec.msgpack.decode(frame, type=Event) for frame in frames]
        for event in told:
            is_over = isinstance(event, Ended | Failed) or (isinstance(event, Swept) and event.number == self._last)
            if is_over and event.id == self._run_id:
                self._run_id = None
        if not alive and not told and self._run_id is not None:
            code, fields = self._why_gone("worker_died")
            told.append(Failed(self._run_id, code, dict(fields)))
            self._run_id = None
        return together(told)
