"""The parent's side of a sweep: its trials as they are done, in a process that can be ended at any moment."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Protocol

import msgspec

from tui_dl.engine.problem import Problem
from tui_dl.session.children.child import Child
from tui_dl.session.children.handle import Handle
from tui_dl.session.children.platform import end_group
from tui_dl.session.sweeps.grid import Trial
from tui_dl.session.sweeps.jobs import Portion, Task, portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCRATCH = "scratch"  # what the folder is called that several processes may need, beside the progress


class SweepRequest(msgspec.Struct, frozen=True):
    """Train these; `jobs` processes at a time (-1: as many as there are processors), or on a scheduler's workers.

    `scratch` is a folder of the user's own for what several processes need one for; "": none is named.
    """

    portions: tuple[Portion, ...]
    jobs: int = 1
    backend: str = "loky"
    scheduler: str = ""
    scratch: str = ""


class Tried(msgspec.Struct, frozen=True, tag=True):
    """A portion is done."""

    trials: tuple[Trial, ...]


class SweepDone(msgspec.Struct, frozen=True, tag=True):
    """All portions are."""


class SweepFailed(msgspec.Struct, frozen=True, tag=True):
    """One could not be trained, or the process died; code and fields of a `Problem`."""

    code: str
    fields: dict[str, str] = {}


SweepAnswer = Tried | SweepDone | SweepFailed


class GridTrainer(Protocol):
    """Who trains a grid."""

    def ask(self, tasks: Iterable[Task], jobs: int = 1) -> None:
        """Train these; one sweep at a time."""

    def receive(self) -> list[SweepAnswer]:
        """What is done since the last time."""

    def cancel(self) -> None:
        """Give up; trials that were told stay valid."""


class Sweeper(Handle):
    """A handle on the sweep's process; nothing runs until something is asked for."""

    def __init__(self, log: Path | None = None, scratch: Path | None = None, *, low_priority: bool = True) -> None:
        """`scratch`: a folder that may be made where several processes need one."""
        super().__init__(Child("tui_dl.session.sweeps.child", log, low_priority=low_priority))
        self._scratch = str(scratch or "")
        self._busy = False

    def ask(self, tasks: Iterable[Task], jobs: int = 1, backend: str = "loky", scheduler: str = "") -> None:
        """Train these; one sweep at a time."""
        self._busy = True
        self._ask(SweepRequest(tuple(portions(tasks)), jobs, backend, scheduler, self._scratch))

    def receive(self) -> list[SweepAnswer]:
        """What is done since the last time."""
        alive, frames = self._heard()
        told = [msgspec.msgpack.decode(frame, type=SweepAnswer) for frame in frames]
        if any(isinstance(answer, SweepDone | SweepFailed) for answer in told):
            self._busy = False
        if self._busy and not alive and not told:
            self._busy = False
            return [SweepFailed(*self._why_gone("sweep_ended"))]
        return told

    def cancel(self) -> None:
        """End the process and those that it started; trials that were told stay valid."""
        self._busy = False
        if self.pid is not None:
            end_group(self.pid)
        super().cancel()


def trials(
    tasks: Iterable[Task], sweeper: Sweeper, jobs: int = 1, backend: str = "loky", scheduler: str = ""
) -> Iterator[Trial]:
    """Each trial, as it is done.

    Raises:
        Problem: One could not be trained, or the process died.
    """
    news: queue.SimpleQueue[None] = queue.SimpleQueue()
    sweeper.listen(lambda: news.put(None))
    sweeper.ask(tasks, jobs, backend, scheduler)
    while True:
        news.get()
        for answer in sweeper.receive():
            if isinstance(answer, Tried):
                yield from answer.trials
            elif isinstance(answer, SweepFailed):
                raise Problem(answer.code, **answer.fields)
            else:
                return
