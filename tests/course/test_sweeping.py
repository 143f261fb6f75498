"""Many runs in one go, and the best of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.course.envelope import envelope
from tui_dl.engine.problem import Problem
from tui_dl.session.state import ENDED

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.course.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return envelope(tmp_path)


def test_a_sweep_makes_a_run_of_every_combination(bench: Bench) -> None:
    bench.apply("sweep hidden=[2|4,4] seeds=[1..3]")
    runs = bench.now.runs
    assert [(run.run.experiment.model.hidden, run.run.experiment.seed_of("weights")) for run in runs] == [
        (hidden, seed) for hidden in ((2,), (4, 4)) for seed in (1, 2, 3)
    ]
    assert {run.status for run in runs} == {ENDED}
    assert bench.scope().value("runs") == 6
    assert bench.sweep is None
    assert all(run.dataset is runs[0].dataset for run in runs)
    bench.apply("sweep hidden=[2|4,4] seeds=[1..3]")
    assert bench.scope().value("runs") == 6, "the same again is nothing new"


def test_a_run_of_a_sweep_has_the_weights_of_a_run_alone(bench: Bench) -> None:
    bench.apply("sweep seed.weights=[7]")
    bench.apply("set seed.weights=7")
    bench.apply("run")
    assert bench.now.runs[0].weights == bench.state.weights
    assert bench.now.runs[0].last == bench.state.last


def test_the_best_is_picked_and_has_its_whole_curve(bench: Bench) -> None:
    bench.apply("run")
    bench.apply("sweep seed.weights=[2..20]")
    best = max(run.last.validation.accuracy for run in (*bench.now.runs, bench.state))
    bench.apply("pick by=validation.accuracy")
    assert bench.state.last.validation.accuracy == best
    assert len(bench.state.records) == 6
    assert bench.scope().value("runs") == 20, "none is lost, none is counted twice"
    bench.apply("pick by=validation.loss")
    assert bench.state.last.validation.loss == min(run.state.last.validation.loss for run in bench.scope().runs())


@pytest.mark.parametrize("verb", ["sweep hidden=[9]", "sweep seeds=[1..5000]", "sweep banana=[1]", "sweep hidden=[x]"])
def test_a_sweep_that_cannot_be_changes_nothing(bench: Bench, verb: str) -> None:
    before = bench.state
    with pytest.raises(Problem):
        bench.apply(verb)
    assert bench.state is before
    assert not bench.now.runs
