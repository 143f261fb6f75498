"""The sealed test part: what is seen of it is written down first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.course.envelope import envelope
from tui_dl import views
from tui_dl.course.bench import Bench
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.sealing import lend
from tui_dl.course.ledger import Ledger
from tui_dl.course.moment import run_value
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.engine.problem import Problem
from tui_dl.figures.figure import Look, Size
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.run import to_text
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def fitter() -> Iterator[PatientFitter]:
    with PatientFitter() as one:
        yield one


@pytest.fixture
def bench(tmp_path: Path, fitter: PatientFitter) -> Bench:
    return envelope(tmp_path, fitter)


def test_nothing_is_picked_or_judged_where_nothing_was_trained(bench: Bench) -> None:
    for verb in ("pick by=validation.accuracy", "open_test", "open_test all", "draw_fresh"):
        with pytest.raises(Problem):
            bench.apply(verb)
    assert bench.ledger.openings == []
    assert bench.now.opened == 0


def test_the_look_is_written_down_first_and_what_was_seen_after_it(bench: Bench) -> None:
    told = []
    bench.ledger = Ledger(keep=told.append)
    bench.apply("run")
    bench.apply("open_test")
    assert [(one.rows, bool(one.seen)) for one in told] == [(50, False), (50, True)]
    (opening,) = bench.ledger.openings
    assert (opening.lesson, opening.step, opening.models) == ("envelope", "try", 1)
    assert opening.seen["accuracy"] == run_value(bench.state, "test.accuracy")
    assert bench.passed
    bench.apply("draw_fresh")
    assert bench.ledger.openings[0].fresh["accuracy"] == run_value(bench.state, "fresh.accuracy")


def test_a_ledger_that_cannot_write_keeps_the_seal(bench: Bench) -> None:
    def refuse(_opening: object) -> None:
        raise PermissionError

    bench.ledger = Ledger(keep=refuse)
    bench.apply("run")
    with pytest.raises(PermissionError):
        bench.apply("open_test")
    assert bench.state.judged is None


def test_every_look_counts(bench: Bench) -> None:
    bench.apply("sweep seeds=[1..12]")
    bench.apply("pick")
    bench.apply("open_test")
    bench.apply("open_test all")
    assert bench.scope().value("test.opened") == 13
    assert [one.models for one in bench.ledger.openings] == [1, 12]
    bench.apply("pick by=test.accuracy")
    seen = [run_value(run.state, "test.accuracy") for run in bench.scope().runs()]
    assert run_value(bench.state, "test.accuracy") == max(seen) == bench.ledger.openings[1].seen["accuracy"]


def test_what_is_trained_on_is_unjudged_again(bench: Bench) -> None:
    bench.apply("run")
    bench.apply("open_test")
    bench.apply("continue")
    with pytest.raises(NotYetError):
        run_value(bench.state, "test.accuracy")


def test_a_table_has_no_fresh_sample(bench: Bench) -> None:
    bench.enter(1)
    bench.apply("run")
    bench.apply("open_test")
    assert run_value(bench.state, "test.accuracy") >= 0
    with pytest.raises(Problem, match="no_fresh"):
        bench.apply("draw_fresh")


def test_a_classical_method_is_judged_in_its_own_process(bench: Bench) -> None:
    bench.enter(2)
    bench.apply("sweep depth=[1,2,3]")
    bench.receive()
    assert bench.scope().value("runs") == 3
    bench.apply("pick")
    bench.apply("open_test")
    bench.apply("draw_fresh")
    assert bench.passed
    assert set(bench.ledger.openings[0].seen) == {"accuracy"}
    assert bench.ledger.openings[0].fresh


def test_the_ledger_is_kept_whatever_is_forgotten(bench: Bench, tmp_path: Path) -> None:
    with Progress.open(tmp_path / "home") as progress:
        notes = Notes(progress)
        notes.restore(bench)
        assert bench.seed == 1
        bench.apply("run")
        bench.apply("open_test")
        bench.apply("draw_fresh")
        notes.take(bench)
    with Progress.open(tmp_path / "home") as progress:
        again = Bench(bench.whole, "en", InlineRunner())
        Notes(progress).restore(again)
        assert (again.seed, again.scope().value("test.opened")) == (1, 1)
        assert again.ledger.openings == bench.ledger.openings
        kept = again.memory["try"].passed_run
        assert kept.judged == bench.state.judged, "as it was seen then: nothing is opened for it"
        progress.reset("envelope")
    with Progress.open(tmp_path / "home") as progress:
        anew = Bench(bench.whole, "en", InlineRunner())
        Notes(progress).restore(anew)
        assert anew.ledger.openings == bench.ledger.openings
        assert anew.scope().value("test.opened") == 0
        assert not np.array_equal(anew.state.dataset.validation.inputs, bench.state.dataset.validation.inputs)
        plain = Bench(bench.whole, "en", InlineRunner())
        lend(plain, progress, anew=True)
        assert plain.seed == 2


def test_pages_that_nobody_can_read_are_left_out(bench: Bench, tmp_path: Path) -> None:
    with Progress.open(tmp_path / "home") as progress:
        progress.keep_opening("envelope", "1", {"number": "soon"})
        progress.record("envelope", "try", "judged", {"test": {"accuracy": "good"}})
        progress.record("envelope", "try", "passed", value=True)
        progress.record("envelope", "try", "run", to_text(bench.state.run))
        Notes(progress).restore(bench)
    assert bench.ledger.openings == []
    assert bench.memory["try"].passed_run.judged is None


class Tripwire:
    """Rows that must not be looked at."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(name)

    def __len__(self) -> int:
        return 50  # how many there are is no secret


def test_no_figure_touches_the_sealed_part(bench: Bench) -> None:
    bench.apply("run")
    guarded = replace(bench.state.dataset, _sealed_test=Tripwire())
    state = replace(bench.state, dataset=guarded)
    for name in views.FIGURES:
        assert views.draw(name, views.Scene(state), Size(76, 16), Look()).twin
