"""A pace by a scripted clock: no wake-up for each step, no rush after a delay, less while the machine is busy."""

from __future__ import annotations

import pytest

from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.conductor import Conductor
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.pacer import GATHER, LAG, Pacer
from tui_dl.session.run import Run

RUN = Run(Experiment(DataRecipe("circles"), NetworkModel(hidden=(4,), epoch_limit=1000)))
PACE = 20.0  # epochs a second


class Machine:
    """A run at its pace, and a clock that stands still unless it is told to go on."""

    def __init__(self, pace: float | None = PACE) -> None:
        self.now, self.wakes = 0.0, 0
        self.conductor = Conductor()
        self.conductor.take(p.Start(1, RUN, pace))
        self.pacer = Pacer(self.conductor, lambda: self.now)

    def work(self) -> None:
        """All steps that are due."""
        self.wakes += 1
        while self.pacer.wait() == 0.0:
            self.conductor.advance()

    def runs(self, seconds: float) -> float:
        """As the worker does it, for so long; the epochs that were done."""
        before, until = self.epochs, self.now + seconds
        while self.now < until:
            self.work()
            self.now += self.pacer.pause()
        return self.epochs - before

    @property
    def epochs(self) -> float:
        return self.conductor.live.trainer.step / self.conductor.live.steps_per_epoch


def test_a_pace_is_kept_with_few_wake_ups() -> None:
    machine = Machine()
    assert machine.runs(5.0) == pytest.approx(5 * PACE, abs=PACE * GATHER + 1)
    assert machine.conductor.live.trainer.step > 2 * machine.wakes
    assert machine.wakes <= 5.0 / GATHER + 1


def test_a_slow_pace_waits_for_its_next_step() -> None:
    machine = Machine(0.25)
    machine.work()
    assert machine.pacer.pause() > 4 * GATHER


def test_what_came_too_late_is_not_made_up_for() -> None:
    machine = Machine()
    machine.runs(1.0)
    machine.now += 60.0  # the machine had other work
    before = machine.epochs
    machine.work()
    assert machine.epochs - before <= LAG * PACE + 1
    assert machine.runs(5.0) == pytest.approx(5 * PACE, rel=0.05)


def test_eased_it_goes_at_half_the_pace_and_by_itself_back() -> None:
    machine = Machine()
    machine.conductor.take(p.Ease(on=True))
    machine.pacer.restart()
    assert machine.runs(5.0) == pytest.approx(2.5 * PACE, rel=0.05)
    machine.conductor.take(p.Ease(on=False))
    machine.pacer.restart()
    assert machine.runs(5.0) == pytest.approx(5 * PACE, rel=0.05)


def test_eased_at_full_speed_it_rests_as_long_as_it_works() -> None:
    machine = Machine(None)
    assert machine.pacer.pause() == 0.0
    machine.pacer.worked(0.004)
    assert machine.pacer.pause() == 0.0
    machine.conductor.take(p.Ease(on=True))
    machine.pacer.worked(0.004)
    assert machine.pacer.pause() == pytest.approx(0.004)
    machine.now += 0.004
    assert machine.pacer.pause() == 0.0
