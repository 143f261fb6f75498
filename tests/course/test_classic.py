"""A step whose model is a classical method: its fit is a run like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_dl.course import classic, fitting
from tui_dl.course.bench import Bench
from tui_dl.course.replaying import from_its_text
from tui_dl.course.written import expression
from tui_dl.course.written.loader import load_folder
from tui_dl.session.classical.process import FitFailed, PatientFitter
from tui_dl.session.run import to_text
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import FAILED, IDLE, RUNNING

LESSON = """format = 1
id = "grove"
[data.points]
make = "moons"
noise = 0.3
rows = { train = 100, validation = 100, test = 100 }
[model.asker]
kind = "tree"
depth = 1
[model.curved]
kind = "rbf_svm"
[[step]]
id = "ask"
kind = "task"
start = "fresh"
show = ["depth"]
view = ["region"]
[[step.check]]
id = "heart"
when = "train.accuracy == 1"
[[step.solution]]
do = ["set depth=30"]
[[step]]
id = "after"
kind = "read"
start = "ask"
view = ["region"]
"""
WORDS = "# Grove\n\nWhy?\n\n## Ask {#ask}\nAsk.\n\n### By heart {#ask.check.heart}\n\n## {#after}\nDone.\n"


@pytest.fixture(scope="module")
def fitter():
    with PatientFitter() as one:
        yield one


@pytest.fixture
def bench(tmp_path, fitter) -> Bench:
    (tmp_path / "lesson.toml").write_text(LESSON, encoding="utf-8")
    for language in ("en", "ko"):
        (tmp_path / f"{language}.md").write_text(WORDS, encoding="utf-8")
    return Bench(load_folder(tmp_path), "en", InlineRunner(), fitter)


def holds(bench: Bench, text: str) -> bool:
    return expression.parse(text).holds(bench.scope())


def test_space_fits_it_and_its_numbers_are_those_of_a_run(bench) -> None:
    bench.apply("run")
    assert holds(bench, "epochs == 1 and runs == 1 and depth == 1 and leaves == 2 and size == 2")
    assert holds(bench, "model == 'tree' and leader == 'tree' and gap == train.accuracy - validation.accuracy")
    assert holds(bench, "tree.validation.accuracy == validation.accuracy")
    assert not bench.passed


def test_a_turned_knob_answers_at_once_and_all_fits_are_the_steps_runs(bench) -> None:
    bench.apply("run")
    bench.apply("keep first")
    bench.apply("set depth=3")
    assert holds(bench, "runs == 2 and any(depth == 1) and tried(depth) == 2 and leaves > first.leaves")
    bench.apply("set depth=30")
    assert bench.passed
    assert bench.now.passed_run is bench.state


def test_other_methods_stand_beside_it_and_the_lessons_own_take_its_place(bench) -> None:
    bench.apply("run")
    bench.apply("fit tree")
    assert holds(bench, "runs == 1 and tree.leaves > leaves")
    bench.apply("fit curved")
    assert holds(bench, "runs == 2 and model == 'rbf_svm' and gamma > 0 and support_vectors > 0")


def test_it_is_fitted_again_from_its_text_and_from_the_solution(bench) -> None:
    bench.apply("set depth=2")
    again = from_its_text(to_text(bench.state.run), 7)
    assert again is not None
    assert again.fit is not None
    assert (again.records, again.fit.tree) == (bench.state.records, bench.state.fit.tree)
    bench.now.last_run = bench.now.passed_run = None
    bench.now.runs.clear()
    bench.own = False
    bench.enter(1)
    assert holds(bench, "depth == 30 and train.accuracy == 1")


def test_what_is_given_up_has_not_begun_and_an_old_answer_changes_nothing(bench) -> None:
    bench.apply("run")
    answer = refused(99)
    assert not classic.take(bench, answer)
    bench.state, bench.awaited = replace(bench.state, status=RUNNING, records=()), 99
    fitting.cancel(bench)
    assert (bench.state.status, bench.awaited) == (IDLE, 0)
    assert not classic.take(bench, answer)


def test_a_refusal_is_told(bench) -> None:
    bench.state, bench.awaited = replace(bench.state, status=RUNNING), 99
    assert classic.take(bench, refused(99))
    assert bench.state.status == FAILED
    assert bench.state.failure == ("fit_refused", {"name": "tree"})


def refused(number: int) -> FitFailed:
    return FitFailed(number, "tree", "fit_refused", {"name": "tree"})
