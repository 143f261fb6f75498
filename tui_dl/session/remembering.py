"""A runner that does not do twice what is known: training is a function of its commands, and says the same again."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from tui_dl.session.protocol import Epochs, Start, Sweep
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from tui_dl.session.protocol import Command, Event

MOST_RECORDS = 20_000  # of epochs, about a kilobyte each; what was asked for longest ago is let go of first


class Known:
    """What was told, by all commands from the start of a run on; lent to any number of runners."""

    def __init__(self) -> None:
        self._told: OrderedDict[bytes, tuple[list[Event], int]] = OrderedDict()
        self._records = 0

    def find(self, key: bytes) -> tuple[list[Event], int] | None:
        """Events and steps of the last of these commands; None where they were never given, or too long ago."""
        if key in self._told:
            self._told.move_to_end(key)
        return self._told.get(key)

    def keep(self, key: bytes, told: list[Event], steps: int) -> None:
        """Remember it, as long as there is room."""
        self._told[key] = told, steps
        self._records += _size(told)
        while self._records > MOST_RECORDS:
            _, (forgotten, _) = self._told.popitem(last=False)
            self._records -= _size(forgotten)


class RememberingRunner:
    """Trains in this process, as `InlineRunner` does, what nobody who shares its `known` has trained before.

    Attributes:
        steps: As many as were asked for, trained now or before.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._id, self._key = 0, b""
        self._script: list[Command] = []
        self._runner, self._done = InlineRunner(), 0  # who trains, and how much of the script
        self._told: list[Event] = []
        self.steps = 0

    def send(self, command: Command) -> None:
        """Ask for something, and do it, or remember what came of it."""
        if isinstance(command, Start | Sweep):
            self._id, self._key, self._script = command.id, b"", []
            self._runner, self._done = InlineRunner(), 0
            command = msgspec.structs.replace(command, id=0)
        self._script.append(command)
        self._key = sha256(self._key + msgspec.msgpack.encode(command)).digest()
        found = self._known.find(self._key)
        if found is None:
            found = self._do()
            self._known.keep(self._key, *found)
        told, steps = found
        self.steps += steps
        self._told += [msgspec.structs.replace(event, id=self._id) for event in told]

    def _do(self) -> tuple[list[Event], int]:
        """Events and steps of the script's last command, after whatever of it was only remembered."""
        steps = 0
        while self._done < len(self._script):
            steps = self._runner.steps
            self._runner.receive()
            self._runner.send(self._script[self._done])
            self._done += 1
        return self._runner.receive(), self._runner.steps - steps

    def receive(self) -> list[Event]:
        """What has been told since the last time."""
        told, self._told = self._told, []
        return told

    def rest(self) -> list[Event]:
        """What has been told: a command is done when it has been sent."""
        return self.receive()


def _size(told: list[Event]) -> int:
    """Records among events, and one for any other."""
    return 1 + sum(len(event.records) if isinstance(event, Epochs) else 1 for event in told)
