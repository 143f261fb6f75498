"""A bench as conditions see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.course.moment import run_value
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.judging import scores_on
from tui_dl.session.material import in_the_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.course.memory import StepMemory
    from tui_dl.session.state import RunState


@dataclass(frozen=True, slots=True, eq=False)
class BenchScope:
    """One run at one epoch, within its step.

    Attributes:
        state: The run.
        at: Which record; None: the newest.
        memory: The step's.
        others: The step's other runs of at least one epoch.
        kept: Runs kept by name, and those of the steps by theirs.
        recipe: A lesson's data by name.
    """

    state: RunState
    at: int | None
    memory: StepMemory
    others: tuple[RunState, ...]
    kept: dict[str, RunState]
    recipe: Callable[[str], DataRecipe]
    own: bool = True

    def value(self, name: str) -> Any:
        """The value of a dotted name."""
        first, _, rest = name.partition(".")
        if first == "did":
            return rest in self.memory.did
        if name == "runs":
            return len(self.runs())
        if name == "test.opened":
            return self.memory.opened
        if name == "answer":
            return _answer(self.memory.answer)
        if first in self.kept and rest:
            return run_value(self.kept[first], rest)
        return run_value(self.state, name, self.at)

    def epochs(self) -> list[BenchScope]:
        """This run at each epoch so far."""
        last = len(self.state.records) if self.at is None else self.at + 1
        return [self._of(self.state, number) for number in range(last) if self.state.records[number].epoch]

    def runs(self) -> list[BenchScope]:
        """This step's runs."""
        mine = (self.state,) if self.own and self.state.epochs else ()
        return [self._of(state, None) for state in (*self.others, *mine)]

    def on(self, data: str, name: str) -> float:
        """A model's score on another data set's validation part, with the scaler of the run."""
        model, _, score = name.rpartition(".")
        state = self.kept.get(model, self.state)
        found = _score_on(state, msgspec.json.encode(self.recipe(data))).get(score)
        if found is None:
            raise NotYetError(name)
        return found

    def _of(self, state: RunState, at: int | None) -> BenchScope:
        return BenchScope(state, at, self.memory, self.others, self.kept, self.recipe, self.own)


def _answer(text: str | None) -> Any:
    if text is None:
        raise NotYetError("answer")
    try:
        return float(text)
    except ValueError:
        return text


@lru_cache(maxsize=8)
def _score_on(state: RunState, recipe: bytes) -> dict[str, float]:
    """Scores of a run on the validation part of a recipe (as JSON); a goal asks for the same few at every epoch."""
    found = scores_on(state, in_the_run(state.run, msgspec.json.decode(recipe, type=DataRecipe)).validation)
    return {} if found is None else msgspec.structs.asdict(found)
