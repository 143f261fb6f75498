"""Runs made in a line, headless."""

from __future__ import annotations

from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import RunState, fold, idle


def state_of(start: Experiment | Run, *commands: p.Command) -> RunState:
    """The state after commands; without any, of the network before its first step."""
    run = start if isinstance(start, Run) else Run(start)
    runner, state = InlineRunner(), idle(run, 1)
    for command in commands or (p.Start(1, run, pause_at_epoch=0),):
        runner.send(command)
        for event in runner.receive():
            state = fold(state, event)
    return state


def end_of(run: Run) -> RunState:
    """The run, to its end."""
    return state_of(run, p.Start(1, run))


def finished(data: str | DataRecipe, seed: int, **knobs) -> RunState:
    """A network's run on some data, to its end."""
    recipe = DataRecipe(data) if isinstance(data, str) else data
    return end_of(Run(Experiment(recipe, NetworkModel(**knobs), seed)))
