"""What a bench lets go of when it is worked at all day, and what it keeps."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.course.test_bench import bench_at
from tui_dl.course import forgetting
from tui_dl.session.protocol import Epochs
from tui_dl.session.records import EpochRecord, Scores
from tui_dl.session.thinning import FEW
from tui_dl.words import LANGUAGES, say


def with_epochs(state, losses):
    """The run with so many epochs, of which only the validation loss is told apart."""
    records = [EpochRecord(at, at, Scores(0.5), Scores(loss, 1 - loss)) for at, loss in enumerate(losses)]
    return replace(state, records=tuple(records))


@pytest.fixture
def bench():
    bench = bench_at("layer", "straight")
    bench.apply("run epochs=3")
    return bench


def test_a_short_run_is_left_alone_and_a_long_one_keeps_what_is_asked_of_it(bench) -> None:
    state = with_epochs(bench.state, [0.9, *[0.5] * 500, 0.1, *[0.5] * 499])
    assert forgetting.thinned(state, 1001) is state
    short = forgetting.thinned(state, 100)
    assert 60 < len(short.records) < 110
    epochs = [record.epoch for record in short.records]
    assert epochs == sorted(set(epochs))
    assert {0, 501, 1000} <= set(epochs), "its beginning, its best, its end"
    again = forgetting.thinned(short, 3)
    assert {0, 501, 1000} <= {record.epoch for record in again.records}
    assert len(again.records) < 8
    assert forgetting.thinned(again, 1) is again


def test_however_many_runs_there_are_their_epochs_have_bounded_room(bench) -> None:
    for number in range(120):
        forgetting.put_away(bench, replace(with_epochs(bench.state, [0.5] * 800), id=1000 + number))
    runs = bench.now.runs
    assert len(runs) == 120
    assert sum(len(run.records) for run in runs) < 2 * forgetting.ROOM + 120 * FEW
    assert len(runs[-1].records) == 800, "the latest are whole"
    assert len(runs[0].records) <= FEW
    assert len({id(run.dataset) for run in runs}) == 1, "and share their rows"
    assert bench.scope().value("runs") == 121


def test_beyond_many_runs_the_earliest_go_except_the_best_and_that_is_said_once(bench, monkeypatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_RUNS", 5)
    forgetting.put_away(bench, replace(with_epochs(bench.state, [0.5, 0.4]), id=99))
    forgetting.put_away(bench, replace(with_epochs(bench.state, [0.5, 0.1, 0.01]), id=100))
    for number in range(101, 110):
        forgetting.put_away(bench, replace(with_epochs(bench.state, [0.5, 0.5, 0.4]), id=number))
    assert [run.id for run in bench.now.runs] == [99, 100, 106, 107, 108, 109], "99 has no curve"
    assert bench.refusal.code == "runs_let_go"
    bench.refusal = None
    forgetting.put_away(bench, replace(with_epochs(bench.state, [0.5, 0.5, 0.4]), id=110))
    assert bench.refusal is None


def test_rows_of_many_samples_have_bounded_room_as_well(bench, monkeypatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_BYTES", 3 * forgetting._bytes([bench.state]))
    for seed in range(8):
        bench.apply(f"set seed={seed}")
        bench.apply("run epochs=1")
    assert 2 <= len(bench.now.runs) <= 3
    assert bench.now.runs[-1].run.experiment.seed == 6


def test_a_run_that_goes_on_for_ever_lets_every_other_epoch_go(bench, monkeypatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_EPOCHS", 100)
    bench.apply("set epoch_limit=1000")
    bench.apply("run")
    epochs = [record.epoch for record in bench.state.records]
    assert (epochs[0], epochs[-1]) == (0, 1000)
    assert len(epochs) <= 120
    assert bench.refusal.code == "epochs_let_go"
    last = bench.state.last
    more = msgspec.structs.replace(last, epoch=1001, step=last.step + 1)
    bench._take([Epochs(bench.state.id, (more,))])
    assert bench.state.last == more


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["epochs_let_go", "runs_let_go"])
def test_it_is_said_in_words(language: str, code: str) -> None:
    assert "{" not in say(language, f"problem.{code}")
