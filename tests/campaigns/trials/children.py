"""Trials on the processes that train, fit and sweep: killed at a random moment, or without what they like to have."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import TYPE_CHECKING

from tests.campaigns.trials.learner import PATIENCE, left_over
from tests.campaigns.trials.starting import anew, environment
from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session.classical.process import Fitted, Fitter
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.process import WorkerProcess
from tui_dl.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.campaigns.trials.learner import Site

RUN = Run(Experiment(DataRecipe("circles"), NetworkModel(hidden=(4,), epoch_limit=20)))


def _until(receive: Callable[[], list], wanted: Callable[[list], bool]) -> list:
    """Everything that is told until it is enough."""
    told, until = [], time.monotonic() + PATIENCE
    while not wanted(told):
        assert time.monotonic() < until, f"told so far: {told[-3:]}"
        told += receive()
        time.sleep(0.002)
    return told


def _ended(told: list) -> bool:
    return any(isinstance(event, p.Ended | p.Failed) for event in told)


def trainer_killed(site: Site) -> None:
    """The run fails with one code, once; the next has a new process."""
    with WorkerProcess() as worker:
        worker.send(p.Start(1, RUN, pace=20.0))
        time.sleep(site.luck.random() * 0.4)
        victim = worker.pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        told = _until(worker.receive, _ended)
        assert [event.code for event in told if isinstance(event, p.Failed)] == ["worker_died"]
        worker.send(p.Start(2, RUN))
        again = _until(worker.receive, _ended)
        assert any(isinstance(event, p.Ended) and event.id == 2 for event in again)


def fitter_killed(site: Site) -> None:
    """Asked again once; killed again, what it had not fitted fails by name. Nothing is waited for in vain."""
    wanted, killings = ("majority", "linear", "tree"), site.luck.randint(1, 2)
    with Fitter() as fitter:
        fitter.ask(RUN.experiment, wanted)
        told: list = []
        for _ in range(killings):
            time.sleep(site.luck.random() * 0.4)
            told += fitter.receive()
            victim = fitter.pid
            if victim is not None:
                os.kill(victim, signal.SIGKILL)
        told += _until(fitter.receive, lambda more: len(told) + len(more) >= len(wanted))
        names = [answer.fit.name if isinstance(answer, Fitted) else answer.name for answer in told]
        assert sorted(names) == sorted(wanted)
        assert killings == 2 or all(isinstance(answer, Fitted) for answer in told)


def sweep_without(fault: str) -> Callable[[Site], None]:
    """A grid of four runs by processes, while the system lacks something: the same numbers, or one sentence."""

    def trial(site: Site) -> None:
        arguments = ["--lang", "en", "sweep", "circles", "--grid", "hidden=4;6", "--seeds", "2", "--epochs", "3"]
        program = anew([*arguments, "--json"], environment(site.home, fault, 0))
        program.stdin.close()
        with program.stdout, program.stderr:
            told, complaints = program.stdout.read(), program.stderr.read().decode()
        code = program.wait(PATIENCE)
        assert "Traceback" not in complaints, complaints[-3000:]
        assert not left_over(program.pid)
        if code == 0:
            assert len(json.loads(told)) > 0
        else:
            assert len(complaints.strip().splitlines()) == 1, complaints

    return trial
