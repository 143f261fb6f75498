"""A run and its forks side by side: each with a runner of its own, none ahead of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tui_dl.session.protocol import Start, StepTo, StepToEpoch
from tui_dl.session.runner import Runner
from tui_dl.session.state import ENDED, FAILED, PAUSED, RUNNING, RunState, fold, idle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_dl.session.protocol import Command
    from tui_dl.session.records import Weights
    from tui_dl.session.run import Run


class Trainer(Runner, Protocol):
    """A runner that is kept for a while."""

    def cancel(self) -> None:
        """Give up what is trained, and what it is trained with."""


class Branches:
    """Several runs in lock-step.

    Attributes:
        states: What each is now, as its events tell.
    """

    def __init__(self, runs: Sequence[Run], runners: Sequence[Runner], step: int = 0, first: int = 1) -> None:
        """`step` is where they begin to be watched: where they part. Each is brought there and held.

        `first` is the first of their numbers; runners that have trained before want other ones.

        Raises:
            Problem: The data of a run is impossible.
        """
        self._runners = list(runners)
        self.states: list[RunState] = [idle(run, number) for number, run in enumerate(runs, start=first)]
        for state, runner in zip(self.states, self._runners, strict=True):
            runner.send(Start(state.id, state.run, replay_to=step))

    @property
    def level(self) -> bool:
        """Whether all are held, or over: the next turn may begin."""
        return all(state.status in {PAUSED, ENDED, FAILED} for state in self.states)

    @property
    def over(self) -> bool:
        """Whether none can go on."""
        return all(state.status in {ENDED, FAILED} for state in self.states)

    def go_to(self, step: int) -> None:
        """Ask each for its steps up to this one; `level` tells when all have them. One that ended earlier stays."""
        self._ask(StepTo(step), lambda weights: weights.step < step)

    def go_to_epoch(self, epoch: int) -> None:
        """The same up to an epoch's end, wherever its last step is: branches may have batches of other sizes."""
        self._ask(StepToEpoch(epoch), lambda weights: weights.epoch < epoch)

    def _ask(self, command: Command, is_before: Callable[[Weights], bool]) -> None:
        for place, (state, runner) in enumerate(zip(self.states, self._runners, strict=True)):
            if state.status == PAUSED and is_before(state.weights):
                self.states[place] = replace(state, status=RUNNING)
                runner.send(command)

    def receive(self) -> list[RunState]:
        """Take in what has been told; the states after it."""
        for place, runner in enumerate(self._runners):
            for event in runner.receive():
                self.states[place] = fold(self.states[place], event)
        return self.states
