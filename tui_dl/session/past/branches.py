"""A run and its forks side by side: each with a runner of its own, none ahead of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_dl.session.protocol import Start, StepTo
from tui_dl.session.state import ENDED, FAILED, PAUSED, RUNNING, RunState, fold, idle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.run import Run
    from tui_dl.session.runner import Runner


class Branches:
    """Several runs in lock-step.

    Attributes:
        states: What each is now, as its events tell.
    """

    def __init__(self, runs: Sequence[Run], runners: Sequence[Runner], step: int = 0) -> None:
        """`step` is where they begin to be watched: where they part. Each is brought there and held.

        Raises:
            Problem: The data of a run is impossible.
        """
        self._runners = list(runners)
        self.states: list[RunState] = [idle(run, number) for number, run in enumerate(runs, start=1)]
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
        for place, (state, runner) in enumerate(zip(self.states, self._runners, strict=True)):
            if state.status == PAUSED and state.weights.step < step:
                self.states[place] = replace(state, status=RUNNING)
                runner.send(StepTo(step))

    def receive(self) -> list[RunState]:
        """Take in what has been told; the states after it."""
        for place, runner in enumerate(self._runners):
            for event in runner.receive():
                self.states[place] = fold(self.states[place], event)
        return self.states
