"""What is lost by holding units, against holding them one by one and measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.session.runs import finished, state_of
from tui_dl.session import protocol as p
from tui_dl.session.holding import cost_of_held, least_cost, least_needed, spare_units
from tui_dl.session.run import Run, RunChange

if TYPE_CHECKING:
    from tui_dl.session.state import RunState


@pytest.fixture(scope="module")
def trained() -> RunState:
    return finished("circles", 1, hidden=(6,), optimizer="adam", learning_rate=0.03, epoch_limit=30)


def held(state: RunState, *units: tuple[int, str]) -> RunState:
    """The same run, with units held after its end."""
    step = state.weights.step
    changes = tuple(RunChange(step, f"mask.1.{unit}", how) for unit, how in units)
    return state_of(state.run, p.Start(1, Run(state.run.experiment, changes)))


def score(state: RunState) -> float:
    return state.records[-1].validation.accuracy


def test_cost_is_what_the_run_itself_measures(trained: RunState) -> None:
    assert cost_of_held(trained) == 0
    off = held(trained, (1, "zero"), (2, "mean"))
    assert cost_of_held(off) == pytest.approx(score(trained) - score(off))


def test_the_least_cost_is_that_of_the_cheapest_unit(trained: RunState) -> None:
    costs = [score(trained) - score(held(trained, (unit, "zero"))) for unit in range(1, 7)]
    assert least_cost(trained) == pytest.approx(min(costs))


def test_the_least_needed_unit_leaves_the_most_accuracy(trained: RunState) -> None:
    left = {unit: score(held(trained, (unit, "mean"))) for unit in range(1, 7)}
    assert left[least_needed(trained)[1]] == max(left.values())
    but_one = held(trained, *((unit, "mean") for unit in range(1, 6)))
    assert least_needed(but_one) == (1, 6)
    assert least_needed(held(trained, *((unit, "mean") for unit in range(1, 7)))) is None


def test_spare_units_are_held_one_after_the_other_until_a_point_is_lost(trained: RunState) -> None:
    order, count = [], 0
    while (place := least_needed(held(trained, *((unit, "mean") for unit in order)))) is not None:
        order.append(place[1])
        if cost_of_held(held(trained, *((unit, "mean") for unit in order))) > 0.01:
            break
        count += 1
    assert spare_units(trained) == count


def test_without_classes_or_hidden_units_there_is_nothing_to_hold() -> None:
    values = finished("sine", 1, hidden=(2,), epoch_limit=1)
    assert cost_of_held(values) is least_cost(values) is least_needed(values) is spare_units(values) is None
    flat = finished("moons", 1, hidden=(), epoch_limit=1)
    assert least_cost(flat) is None
    assert spare_units(flat) == 0
