"""Steps taken many at a time are the same steps."""

from __future__ import annotations

import pytest

from tui_dl.data.recipe import DataRecipe
from tui_dl.session.conductor import Conductor
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.live import LiveRun
from tui_dl.session.protocol import Epochs, Paused, Resume, Start, StepBatch
from tui_dl.session.run import Run, RunChange

CHANGES = (RunChange(3, "learning_rate", 0.1), RunChange(10, "batch_size", 20), RunChange(17, "l2", 0.01))


def run_of(**knobs) -> Run:
    return Run(Experiment(DataRecipe("moons"), NetworkModel(**{"epoch_limit": 5, **knobs})), CHANGES)


def told_by(live: LiveRun, most: int) -> tuple[list, bytes, Run]:
    records = []
    while not live.ended:
        records += [record for event in live.advance(most) if isinstance(event, Epochs) for record in event.records]
    return records, live.network.parameters.tobytes(), live.run


@pytest.mark.parametrize("most", [2, 7, 10_000])
@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_records_weights_and_changes_are_those_of_single_steps(most: int, dropout: float) -> None:
    single, many = (told_by(LiveRun(run_of(dropout=dropout)), size) for size in (1, most))
    assert many == single
    assert len(single[0]) == 5


def test_a_turn_ends_at_the_step_asked_for() -> None:
    conductor = Conductor()
    conductor.take(Start(1, run_of(epoch_limit=10_000), replay_to=1234, pause_at_epoch=None))
    assert conductor.live.trainer.step == 1234
    while conductor.live.trainer.step < 5000:
        conductor.advance()
    before = conductor.live.trainer.step
    conductor.busy = False
    conductor.take(StepBatch())
    assert any(isinstance(event, Paused) for event in conductor.advance())
    assert conductor.live.trainer.step == before + 1
    conductor.take(Resume())
    conductor.advance()
    assert conductor.live.trainer.step > before + 2
