"""The ledger of the sealed test part: every opening, when, by which run, and what was seen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.session.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.records import Scores


class Ledger:
    """The openings of a lesson, oldest first; `keep` is told of each at once, and again when more is known of it."""

    def __init__(self, openings: list[Opening] | None = None, keep: Callable[[Opening], None] | None = None) -> None:
        self.openings = openings or []
        self._keep = keep

    def page(self, lesson: str, step: str, run: str, models: int) -> Page:
        """A page for an opening that is about to be."""
        return Page(self, Opening(time.time_ns(), lesson, step, run, models=models))

    def last_page(self) -> Page:
        """The page of the latest opening, to add to it."""
        return Page(self, self.openings[-1])

    def write(self, opening: Opening) -> None:
        """Write an opening down, in place of what was known of it before."""
        self.openings = [*(one for one in self.openings if one.number != opening.number), opening]
        if self._keep is not None:
            self._keep(opening)


class Page:
    """One opening, as it is being written."""

    def __init__(self, ledger: Ledger, opening: Opening) -> None:
        self._ledger, self._opening = ledger, opening

    def record(self, entry: dict[str, Any]) -> None:
        """Write the opening down: nothing has been seen yet."""
        self._put(data=str(entry["opened"]), rows=int(entry["rows"]))

    def saw(self, scores: Scores) -> None:
        """Write down what was seen; of several models, the best."""
        found = as_numbers(scores)
        if _goodness(found) >= _goodness(self._opening.seen):
            self._put(seen=found)

    def drew(self, scores: Scores) -> None:
        """Write down what the run scored on fresh rows."""
        self._put(fresh=as_numbers(scores))

    def _put(self, **news: Any) -> None:
        self._opening = msgspec.structs.replace(self._opening, **news)
        self._ledger.write(self._opening)


def as_numbers(scores: Scores) -> dict[str, float]:
    """Scores by name, those that there are."""
    return {name: value for name, value in msgspec.structs.asdict(scores).items() if value is not None}


def _goodness(found: dict[str, float]) -> float:
    return found.get("accuracy", found.get("r2", float("-inf")))
