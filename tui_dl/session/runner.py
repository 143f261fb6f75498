"""Whoever trains: a process that is watched (`process.Worker`), or this one, headless and at full speed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from tui_dl.session.conductor import Conductor
from tui_dl.session.protocol import Start, Swept

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.protocol import Command, Event


class Runner(Protocol):
    """Takes commands at once, gives events when asked."""

    def send(self, command: Command) -> None:
        """Ask for something."""

    def receive(self) -> list[Event]:
        """What has been told since the last time, in order."""

    def rest(self) -> list[Event]:
        """After a command that ends or holds the run: what is told until it does."""


class InlineRunner:
    """Trains in this process: each command is done, to its end or the next pause, before `send` returns."""

    def __init__(self) -> None:
        self._conductor = Conductor()
        self._told: list[Event] = []
        self.steps = 0

    def send(self, command: Command) -> None:
        """Ask for something, and do it."""
        self._told += self._conductor.take(command)
        before = 0 if isinstance(command, Start) else self._step()
        while self._conductor.busy:
            told = self._conductor.advance()
            self.steps += sum(event.last.step for event in told if isinstance(event, Swept))
            self._told += told
        self.steps += self._step() - before

    def receive(self) -> list[Event]:
        """What has been told since the last time."""
        told, self._told = self._told, []
        return told

    def rest(self) -> list[Event]:
        """What has been told: a command is done when it has been sent."""
        return self.receive()

    def _step(self) -> int:
        return self._conductor.live.trainer.step if self._conductor.live else 0


class WithRoom:
    """A runner that gives every run's past as much room as is wished when the run begins."""

    def __init__(self, runner: Runner, room: Callable[[], int]) -> None:
        """`room` says how many bytes."""
        self._runner, self._room = runner, room

    def send(self, command: Command) -> None:
        """Ask for something."""
        self._runner.send(replace(command, room=self._room()) if isinstance(command, Start) else command)

    def receive(self) -> list[Event]:
        """What has been told since the last time."""
        return self._runner.receive()

    def rest(self) -> list[Event]:
        """What is told until the run has ended or holds."""
        return self._runner.rest()
