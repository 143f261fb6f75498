"""What waits in the laboratory until a table of one's own has been read, and what is said meanwhile."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tui_dl.session.tables.lent import lend
from tui_dl.session.tables.questions import Fetched, NotRead
from tui_dl.ui.paths import size_of
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui_dl.session.experiment import Experiment
    from tui_dl.session.tables.process import Reader


class Fetching:
    """One table at a time; a newer wish takes the place of an older."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._owed, self._since = 0, 0.0
        self._wanted: Experiment | None = None
        self._then: Callable[[], Awaitable[None]] | None = None

    @property
    def waits(self) -> bool:
        """Whether something does."""
        return bool(self._owed)

    def ask(self, experiment: Experiment, then: Callable[[], Awaitable[None]]) -> None:
        """Have an experiment's rows read; `then` is done once they are at hand."""
        self.cancel()
        self._wanted, self._then, self._since = experiment, then, monotonic()
        self._owed = self._reader.fetch(experiment.data, experiment.seed_of("data"))

    def take(self) -> Callable[[], Awaitable[None]] | None:
        """What can be done now, if the rows have come.

        Raises:
            Problem: They cannot be read.
        """
        for answer in self._reader.receive():
            if answer.id != self._owed:
                continue
            self._owed = 0
            if isinstance(answer, NotRead):
                raise answer.told.problem
            assert isinstance(answer, Fetched)
            assert self._wanted is not None
            lend(self._wanted.data, self._wanted.seed_of("data"), answer.dataset)
            return self._then
        return None

    def cancel(self) -> None:
        """Read no further."""
        if self._owed:
            self._owed = 0
            self._reader.cancel()

    def told(self, language: str) -> str:
        """What is going on, and for how long."""
        table = self._wanted.data.table if self._wanted else None
        return say(language, "own_screen.reading", seconds=int(monotonic() - self._since), size=size_of(table))
