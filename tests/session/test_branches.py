"""A run and its fork in lock-step, and places worth going back to."""

from __future__ import annotations

import queue

from tests.session.runs import end_of
from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.live import LiveRun
from tui_dl.session.past.bookmarks import Bookmark, bookmarks
from tui_dl.session.past.branches import Branches
from tui_dl.session.past.timeline import fork
from tui_dl.session.process import WorkerProcess
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import ENDED, PAUSED

RUN = Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=4)))


def test_both_branches_are_at_the_same_step_after_each_turn() -> None:
    other = fork(RUN, 13, "learning_rate", 0.2)
    pair = Branches((RUN, other), (InlineRunner(), InlineRunner()), 13)
    one, two = pair.receive()
    assert one.weights == two.weights
    assert (one.weights.step, one.status) == (13, PAUSED)
    for step in range(14, 40):
        assert pair.level
        assert not pair.over
        pair.go_to(step)
        one, two = pair.receive()
        assert one.weights.step == two.weights.step == step
        assert one.weights.flat != two.weights.flat
    pair.go_to(1000)
    one, two = pair.receive()
    assert pair.over
    assert one.weights == end_of(RUN).weights
    assert two.weights == end_of(other).weights
    assert [record.epoch for record in two.records] == [0, 1, 2, 3, 4]


def test_two_processes_keep_step_as_well() -> None:
    other, news = fork(RUN, 13, "momentum", 0.5), queue.SimpleQueue()
    with WorkerProcess() as first, WorkerProcess() as second:
        for worker in (first, second):
            worker.listen(lambda: news.put(None))
        pair = Branches((RUN, other), (first, second), 13)
        for step in (13, 20, 33, 40):
            pair.go_to(step)
            while not pair.level or min(state.weights.step for state in pair.states) < step:
                news.get(timeout=30)
                pair.receive()
            assert {state.weights.step for state in pair.states} == {step}
        assert [state.status for state in pair.states] == [ENDED, ENDED]


def test_stepping_to_a_step_that_is_past_holds() -> None:
    runner = InlineRunner()
    runner.send(p.Start(1, RUN, pause_at_epoch=2))
    runner.send(p.StepTo(3))
    runner.send(p.StepTo(25))
    assert [event.weights.step for event in runner.receive() if isinstance(event, p.Paused)] == [20, 20, 25]


def test_bookmarks_say_where_to_look() -> None:
    state = end_of(Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=30, learning_rate=0.05))))
    scores = [record.validation.accuracy for record in state.records]
    found = {mark.name: mark for mark in bookmarks(state, 0.9)}
    assert scores[found["best"].epoch] == max(scores)
    assert found["first_over"].epoch == next(number for number, score in enumerate(scores) if score >= 0.9)
    assert "blow_up" not in found
    assert not {mark.name for mark in bookmarks(state, 1.1)} - {"best"}


def test_a_blow_up_is_marked_at_the_last_step_before_it() -> None:
    model = NetworkModel(hidden=(16,), activation=("relu",), optimizer="sgd", learning_rate=100.0)
    run = Run(Experiment(DataRecipe("sine"), model))
    state = end_of(run)
    mark = bookmarks(state, 0.9)[-1]
    assert mark == Bookmark("blow_up", state.divergence.epoch, state.divergence.step)
    live = LiveRun(run)
    live.go_to(mark.step)
    assert live.trainer.step == mark.step
