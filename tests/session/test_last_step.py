"""The step behind the weights on screen, found again by repeating the run."""

from __future__ import annotations

import numpy as np
import pytest

from tests.session.runs import state_of
from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.past.last_step import taken_step
from tui_dl.session.run import Run


def held_at(steps: int, *more: p.Command, **knobs):
    model = NetworkModel(**{"hidden": (3,), "optimizer": "sgd", "learning_rate": 0.1, **knobs})
    run = Run(Experiment(DataRecipe("moons"), model))
    return state_of(run, p.Start(1, run, replay_to=steps), *more)


@pytest.mark.parametrize("steps", [1, 5, 25])
@pytest.mark.parametrize("knobs", [{}, {"dropout": 0.3}, {"hidden": (3, 2), "schedule": "greedy", "epoch_limit": 4}])
def test_it_ends_at_the_weights_on_screen(steps: int, knobs: dict[str, object]) -> None:
    state = held_at(steps, **knobs)
    step = taken_step(state)
    assert (step.number, step.to_come) == (steps, False)
    assert step.anatomy.after.tobytes() == state.weights.flat
    assert step.anatomy.loss == state.batch_loss
    earlier = held_at(steps - 1, **knobs)
    assert step.anatomy.before[:3].tolist() == np.frombuffer(earlier.weights.flat, np.float32)[:3].tolist()


def test_before_the_first_step_it_is_the_one_to_come() -> None:
    state, after = held_at(0), held_at(1)
    step = taken_step(state)
    assert (step.number, step.to_come) == (1, True)
    assert step.anatomy.before.tobytes() == state.weights.flat
    assert step.anatomy.after.tobytes() == after.weights.flat


def test_after_a_hand_has_changed_something_it_is_the_one_to_come() -> None:
    state = held_at(7, p.Edit(0, 2.5))
    step = taken_step(state)
    assert (step.number, step.to_come) == (8, True)
    assert step.anatomy.before[0] == 2.5
    assert step.anatomy.before.tobytes() == state.weights.flat


def test_a_run_is_followed_forwards_and_found_again_backwards() -> None:
    for steps in (3, 9, 4, 10):
        state = held_at(steps)
        assert taken_step(state).anatomy.after.tobytes() == state.weights.flat


def test_where_there_is_no_step_there_is_none() -> None:
    run = Run(Experiment(DataRecipe("moons"), NetworkModel(optimizer="random")))
    assert taken_step(state_of(run, p.Start(1, run, pause_at_epoch=3))) is None
    far = held_at(1, batch_size=1)
    assert taken_step(type(far)(far.run, far.dataset)) is None
