"""The parent's handle on the process that reads tables; a table that takes too long can be given up at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from tui_dl.session.children.child import Child
from tui_dl.session.children.handle import Handle
from tui_dl.session.tables.questions import Fetch, LookAt, NotRead, TableAnswer, Told

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.data.recipe import DataRecipe, TableFile
    from tui_dl.session.tables.questions import TableRequest


class Reader(Protocol):
    """Who reads tables."""

    def look(self, source: TableFile) -> int:
        """Ask for a preview; the number that the answer will carry."""

    def fetch(self, recipe: DataRecipe, seed: int) -> int:
        """Ask for the rows; the number that the answer will carry."""

    def receive(self) -> list[TableAnswer]:
        """What was answered since the last time."""

    def cancel(self) -> None:
        """Give up what is being read."""


class TableReader(Handle):
    """A reader in a process of its own, started when it is first needed."""

    def __init__(self, log: Path | None = None) -> None:
        super().__init__(Child("tui_dl.session.tables.child", log))
        self._asked, self._owed = 0, list[int]()

    def look(self, source: TableFile) -> int:
        """Ask for a preview."""
        return self._numbered(LookAt(self._asked + 1, source))

    def fetch(self, recipe: DataRecipe, seed: int) -> int:
        """Ask for the rows."""
        return self._numbered(Fetch(self._asked + 1, recipe, seed))

    def _numbered(self, request: TableRequest) -> int:
        self._asked = request.id
        self._owed.append(request.id)
        self._ask(request)
        return request.id

    def receive(self) -> list[TableAnswer]:
        """What was answered since the last time; of a process that died, that it owes."""
        alive, frames = self._heard()
        told: list[TableAnswer] = [msgspec.msgpack.decode(frame, type=TableAnswer) for frame in frames]
        for answer in told:
            self._owed = [number for number in self._owed if number != answer.id]
        if self._owed and not alive and not told:
            code, fields = self._why_gone("table_reader_ended")
            told = [NotRead(number, Told(code, dict(fields))) for number in self._owed]
            self._owed = []
        return told

    def cancel(self) -> None:
        """End the process; the next question starts another."""
        self._owed = []
        super().cancel()
