"""The training process as its parent sees it, and rules."""

from __future__ import annotations

import errno
import os
import queue
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Self

import msgspec
import numpy as np
import pytest

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.session import protocol as p
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.experiment import Experiment, NetworkModel, RuleModel
from tui_dl.session.inspection import probe
from tui_dl.session.process import WorkerProcess
from tui_dl.session.rules import fit_rule, predict
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner
from tui_dl.session.state import ENDED, FAILED, PAUSED, RunState, fold
from tui_dl.session.sweeps.process import Sweeper, SweepFailed
from tui_dl.session.tables.process import TableReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXPERIMENT = Experiment(DataRecipe("circles"), NetworkModel(hidden=(4,), epoch_limit=6, learning_rate=0.05))
RUN = Run(EXPERIMENT)


def fresh(run: Run = RUN, run_id: int = 1) -> RunState:
    return RunState(run, load(run.experiment.data, run.experiment.seed_of("data")), id=run_id)


def headless(*commands: p.Command, run: Run = RUN) -> RunState:
    runner, state = InlineRunner(), fresh(run)
    for command in commands:
        runner.send(command)
        for event in runner.receive():
            state = fold(state, event)
    return state


class Watched:
    """A worker whose news are waited for."""

    def __init__(self, worker: WorkerProcess) -> None:
        self.worker, self.state = worker, fresh()
        self._news: queue.SimpleQueue[None] = queue.SimpleQueue()
        worker.listen(lambda: self._news.put(None))

    def until(self, wanted: Callable[[RunState], bool]) -> RunState:
        while not wanted(self.state):
            self._news.get(timeout=30)
            for event in self.worker.receive():
                self.state = fold(self.state, event)
        return self.state


@pytest.fixture
def watched() -> Iterator[Watched]:
    with WorkerProcess() as worker:
        yield Watched(worker)


def test_the_process_trains_to_the_same_bytes_as_the_headless_runner(watched: Watched) -> None:
    watched.worker.send(p.Start(1, RUN))
    there, here = watched.until(lambda state: state.status == ENDED), headless(p.Start(1, RUN))
    assert there.weights == here.weights
    assert there.records == here.records
    assert [record.epoch for record in there.records] == list(range(7))


def test_a_pace_and_a_pause_change_no_result(watched: Watched) -> None:
    watched.worker.send(p.Start(1, RUN, pace=200.0, pause_at_epoch=2))
    held = watched.until(lambda state: state.status == PAUSED)
    assert held.epochs == 2
    watched.worker.send(p.SetPace(None))
    watched.worker.send(p.StepBatch())
    watched.until(lambda state: state.status == PAUSED and state.weights.step == held.weights.step + 1)
    watched.worker.send(p.Resume())
    assert watched.until(lambda state: state.status == ENDED).weights == headless(p.Start(1, RUN)).weights


def test_a_killed_process_is_told_and_the_next_run_has_a_new_one(watched: Watched) -> None:
    watched.worker.send(p.Start(1, RUN, pace=0.5))
    watched.until(lambda state: bool(state.records))
    os.kill(watched.worker.pid, signal.SIGKILL)
    assert watched.until(lambda state: state.status == FAILED).failure == ("worker_died", {})
    watched.worker.send(p.Start(1, RUN))
    watched.until(lambda state: state.status == ENDED)


def test_a_process_that_was_made_ready_is_the_one_that_trains(watched: Watched) -> None:
    assert watched.worker.pid is None
    watched.worker.get_ready()
    ready = watched.worker.pid
    watched.worker.get_ready()
    watched.worker.send(p.Start(1, RUN))
    watched.until(lambda state: state.status == ENDED)
    assert watched.worker.pid == ready is not None


@pytest.mark.parametrize("refused", [OSError(errno.ENOMEM, "No memory"), RuntimeError("No thread")])
def test_each_handle_says_so_where_no_process_can_be_started(refused: Exception, monkeypatch) -> None:
    place = "subprocess.Popen" if isinstance(refused, OSError) else "threading.Thread.start"

    def refuse(*_: object, **__: object) -> None:
        raise refused

    wanted = ("no_process", {"reason": str(refused).rpartition("] ")[2]})
    worker, fitter, reader, sweeper = WorkerProcess(), PatientFitter(), TableReader(), Sweeper()
    with worker, fitter, reader, sweeper, monkeypatch.context() as full:
        full.setattr(f"tui_dl.session.children.child.{place}", refuse)
        worker.get_ready()
        assert worker.receive() == [], "nobody has asked for anything"
        worker.send(p.Start(1, RUN))
        assert worker.receive() == [p.Failed(1, *wanted)]
        fitter.ask(EXPERIMENT, ("linear",))
        assert [(answer.code, answer.fields) for answer in fitter.receive()] == [wanted]
        reader.look(TableFile("rows.csv", ""))
        assert [(answer.told.code, answer.told.fields) for answer in reader.receive()] == [wanted]
        sweeper.ask([])
        assert sweeper.receive() == [SweepFailed(*wanted)]
        assert {worker.pid, reader.pid, sweeper.pid} == {None}


def test_the_process_ends_with_its_parent() -> None:
    code = (
        "import msgspec, sys, time\n"
        "from tui_dl.session.run import Run\nfrom tui_dl.session import protocol as p\n"
        "from tui_dl.session.process import WorkerProcess\n"
        f"run = msgspec.json.decode({msgspec.json.encode(RUN)!r}, type=Run)\n"
        "worker = WorkerProcess()\nworker.send(p.Start(1, run, pace=0.1))\n"
        "print(worker.pid, flush=True)\nsys.stdin.read()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    with Ending(child) as ended:
        parent.kill()
        parent.communicate()
        assert ended.wait()


class Ending:
    """Waits for the end of a process that is no child of ours."""

    def __init__(self, pid: int) -> None:
        self._fd = os.pidfd_open(pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def wait(self) -> bool:
        return bool(select.select([self._fd], [], [], 20)[0])


def test_an_ended_run_goes_on_when_asked_and_is_one_run_still() -> None:
    longer = headless(p.Start(1, RUN), p.Resume(more_epochs=4))
    assert longer.epochs == 10
    again = headless(p.Start(1, longer.run), run=longer.run)
    assert again.weights == longer.weights


def test_an_edited_weight_is_part_of_the_run() -> None:
    edited = headless(p.Start(1, RUN, pause_at_epoch=1), p.Edit(0, 3.0), p.Resume())
    assert edited.weights != headless(p.Start(1, RUN)).weights
    assert headless(p.Start(1, edited.run), run=edited.run).weights == edited.weights


def test_stop_and_an_impossible_run() -> None:
    stopped = headless(p.Start(1, RUN, pause_at_epoch=2), p.Stop())
    assert (stopped.status, stopped.stopped, stopped.epochs) == (ENDED, "user", 2)
    wrong = Run(Experiment(DataRecipe("circles"), NetworkModel(loss="mse")))
    assert headless(p.Start(1, wrong)).failure[0] == "loss_of_task"


def test_a_probe_sees_what_the_hidden_layer_has_made_easy() -> None:
    run = Run(Experiment(DataRecipe("circles"), NetworkModel(hidden=(6,), epoch_limit=80, learning_rate=0.03)))
    state = headless(p.Start(1, run), run=run)
    assert probe(state, 0) < 0.75
    assert probe(state, 1) > 0.95
    assert probe(state, 9) is None


@pytest.mark.parametrize(("feature", "least", "most"), [("x", 0.0, 0.75), ("distance", 0.98, 1.0), ("product", 0, 0.8)])
def test_a_rule_does_what_its_feature_can(feature: str, least: float, most: float) -> None:
    state = headless(p.Start(1, Run(Experiment(DataRecipe("circles"), RuleModel(feature=feature)))))
    assert least <= state.last.validation.accuracy <= most
    assert state.rule.threshold is not None


def test_the_best_threshold_is_the_best_of_all() -> None:
    data = load(DataRecipe("moons"), 3)
    found = fit_rule(RuleModel(feature="y"), data)
    values, targets = data.train.inputs[:, 1], data.train.targets
    every = [((values > cut) == (targets == side)).mean() for cut in values for side in (0, 1)]
    assert (predict(found, data.train.inputs) == targets).mean() == pytest.approx(np.max(every), abs=1e-12)
