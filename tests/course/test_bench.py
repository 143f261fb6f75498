"""The bench through its one door: verbs in, what has been reached out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tui_dl.course import goals
from tui_dl.course.bench import Bench
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.knobs import value_of
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import ENDED, IDLE, PAUSED

READY = [entry.id for entry in course().entries if entry.ready]


def bench_at(lesson: str, step: str, fitter: PatientFitter | None = None) -> Bench:
    """A bench at a step, as someone finds it who jumps there."""
    bench = Bench(load_lesson(lesson), "en", InlineRunner(), fitter)
    bench.enter([one.id for one in bench.lesson.step].index(step))
    return bench


def spot(bench: Bench) -> tuple:
    """Everything that a learner would miss."""
    return (
        bench.index,
        bench.in_sandbox,
        bench.experiment,
        bench.state.run,
        len(bench.state.records),
        bench.state.status,
    )


def do(bench: Bench, *verbs: str) -> Bench:
    for verb in verbs:
        bench.apply(verb)
    return bench


def test_a_run_pauses_goes_on_and_ends() -> None:
    bench = bench_at("layer", "straight")
    assert bench.state.status == IDLE
    do(bench, "run epochs=3")
    assert (bench.state.status, bench.state.epochs) == (PAUSED, 3)
    do(bench, "epoch")
    assert (bench.state.status, bench.state.epochs) == (PAUSED, 4)
    steps = bench.state.weights.step
    do(bench, "step")
    assert bench.state.weights.step == steps + 1
    do(bench, "resume")
    assert (bench.state.status, bench.state.stopped) == (ENDED, "epochs")
    assert bench.state.epochs == value_of(bench.experiment, "epoch_limit")
    do(bench, "continue")
    assert bench.state.epochs == 2 * value_of(bench.experiment, "epoch_limit")


def test_the_same_seed_gives_the_same_bytes() -> None:
    first = do(bench_at("layer", "straight"), "run").state.weights.flat
    again = do(bench_at("layer", "straight"), "run epochs=7", "step", "resume").state.weights.flat
    assert first == again


def test_a_knob_joins_a_paused_run_and_waits_after_its_end() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[4]", "run epochs=2", "set learning_rate=0.1", "resume")
    assert [(change.knob, change.value) for change in bench.state.run.changes] == [("learning_rate", 0.1)]
    changes = bench.state.run.changes
    do(bench, "set learning_rate=0.3")
    assert bench.state.run.changes == changes, "the run is over"
    assert bench.note == "next_run"
    do(bench, "run epochs=1")
    assert bench.state.run.changes == ()
    assert value_of(bench.state.run.experiment, "learning_rate") == 0.3


def test_a_ticked_goal_keeps_the_number_that_earned_its_tick() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[2]", "run", "set hidden=[4]", "run")
    assert bench.passed
    earned = goals.goals_of(bench)[0]
    do(bench, "set hidden=[1]", "run epochs=1")
    assert goals.goals_of(bench)[0] == earned
    assert earned.value >= earned.wanted


def test_another_shape_starts_afresh() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[4]", "run", "set hidden=[3]")
    assert (bench.state.status, bench.note) == (IDLE, "afresh")


def test_a_refused_knob_leaves_everything_as_it_was() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[4]", "run epochs=2")
    before = spot(bench)
    for wrong in ("set hidden=8,,x", "set learning_rate=nan", "set hidden=[3] learning_rate=-1", "set banana=1"):
        with pytest.raises(Problem):
            bench.apply(wrong)
        assert spot(bench) == before


def test_back_is_the_very_same_spot_and_the_sandbox_does_not_count() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[2]", "run epochs=4")
    before, runs = spot(bench), bench.scope().value("runs")
    do(bench, "sandbox", "set hidden=[8]", "set learning_rate=1", "run", "run", "back")
    assert spot(bench) == before
    assert bench.scope().value("runs") == runs
    assert not bench.passed, "a run of the sandbox would have reached it"
    do(bench, "resume")
    assert bench.state.epochs == value_of(bench.experiment, "epoch_limit"), "it goes on where it was held"


def test_clauses_of_a_run_must_hold_together() -> None:
    """Eight units reach the score, two are few enough: neither alone is the task."""
    bench = do(bench_at("layer", "fewest"), "set hidden=[8]", "run", "set hidden=[2]", "run")
    assert not bench.passed
    do(bench, "set hidden=[4]", "run")
    assert bench.passed
    assert bench.now.passed_run.run.experiment.model.hidden == (4,)
    do(bench, "set hidden=[1]", "run")
    assert bench.passed, "what is passed stays passed"


def test_a_step_starts_from_the_run_that_passed_another() -> None:
    bench = do(bench_at("layer", "fewest"), "set hidden=[4]", "run", "set hidden=[3]", "run", "set hidden=[4]", "run")
    passed = bench.now.passed_run
    starts = [step for step in bench.lesson.step if step.start == "fewest"]
    assert starts
    bench.enter(bench.lesson.step.index(starts[0]))
    assert bench.state.run == passed.run


def test_where_nothing_was_done_the_stored_solution_stands_in() -> None:
    starts = [step.id for step in load_lesson("layer").lesson.step if step.start == "fewest"]
    bench = bench_at("layer", starts[0])
    assert bench.state.records
    assert not bench.memory["fewest"].passed, "it was not the learner's"


@pytest.fixture(scope="module")
def fitter():
    with PatientFitter() as one:
        yield one


@pytest.mark.parametrize("lesson", READY)
def test_the_stored_solution_replayed_passes(lesson: str, fitter) -> None:
    for step in load_lesson(lesson).lesson.step:
        if step.kind == "task" and step.solution and not any("fit" in verb for verb in step.solution[0].do):
            bench = bench_at(lesson, step.id, fitter)
            do(bench, "solution")
            while bench.script:
                bench.receive()
            assert bench.passed, step.id


GOOD = ["run", "run epochs=2", "pause", "resume", "continue", "step", "epoch", "sandbox", "back", "hint", "next"]
GOOD += ["previous", "answer 1", "answer 2", "set hidden=[2]", "set hidden=none", "set learning_rate=0.1"]
GOOD += ["set epoch_limit=3", "set seed=5", "set batch_size=300", "set feature=distance", "set turn=45"]
BAD = ["set", "set hidden=0", "set seed=-1", "answer", "answer 99", "use data=nothing", "banana", "run epochs=0"]


class Someone(RuleBasedStateMachine):
    """Anyone who types anything in any order."""

    @initialize(lesson=st.sampled_from(READY))
    def open(self, lesson: str) -> None:
        self.bench = Bench(load_lesson(lesson), "en", InlineRunner())
        self.passed: set[str] = set()
        self.outside: tuple | None = None

    @rule(verb=st.sampled_from(GOOD))
    def type_something(self, verb: str) -> None:
        before, was_in = spot(self.bench), self.bench.in_sandbox
        try:
            self.bench.apply(verb)
        except Problem:
            assert spot(self.bench) == before, "what is refused changes nothing"
        if self.bench.in_sandbox and not was_in:
            self.outside = before

    @rule(verb=st.sampled_from(BAD))
    def type_nonsense(self, verb: str) -> None:
        before = spot(self.bench)
        with pytest.raises(Problem):
            self.bench.apply(verb)
        assert spot(self.bench) == before

    @precondition(lambda self: self.bench.in_sandbox)
    @rule()
    def come_back(self) -> None:
        index = self.bench.index
        self.bench.apply("back")
        assert self.bench.index == index
        if self.outside is not None:
            assert spot(self.bench) == (*self.outside[:1], False, *self.outside[2:])

    @invariant()
    def what_is_passed_stays_passed(self) -> None:
        if not hasattr(self, "bench"):
            return
        now = {name for name, memory in self.bench.memory.items() if memory.passed}
        assert self.passed <= now
        self.passed = now

    @invariant()
    def the_screen_can_always_be_asked(self) -> None:
        if hasattr(self, "bench"):
            bench = self.bench
            assert bench.state.records == () or bench.state.records[0].epoch == 0
            assert bench.scope().value("runs") >= 0


TestSomeone = Someone.TestCase
TestSomeone.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
