"""A sweep: its grid, its portions, its process, and what the best of many is worth."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import msgspec
import pytest

from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.records import Scores
from tui_dl.session.run import Run
from tui_dl.session.sweeps import jobs as sweep_jobs
from tui_dl.session.sweeps.grid import Trial, axis_of, best_of, by_point, experiment_at, honest_score, points_of
from tui_dl.session.sweeps.jobs import Portion, Task, portions, train
from tui_dl.session.sweeps.process import Sweeper, SweepFailed, trials
from tui_dl.session.unwatched import swept

SMALL = DataRecipe("moons", rows=Rows(60, 80, 10))
BASE = Experiment(SMALL, NetworkModel(epoch_limit=4, float64=True))


def tasks_of(*axes: str, seeds: int = 3, base: Experiment = BASE) -> list[Task]:
    made = [axis_of(text) for text in axes]
    return [
        Task(number, experiment_at(base, made, point, seed))
        for number, point in enumerate(points_of(made))
        for seed in range(1, seeds + 1)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("learning_rate=0.01,0.1", (0.01, 0.1)),
        ("hidden=8;8,8;none", ((8,), (8, 8), ())),
        ("hidden=4,4", ((4, 4),)),
        ("activation=tanh;relu,tanh", (("tanh",), ("relu", "tanh"))),
        ("optimizer=sgd;adam", ("sgd", "adam")),
        ("batch-size=10, 20", (10, 20)),
        ("epochs=1,2", (1, 2)),
    ],
)
def test_an_axis_is_read_as_it_is_written(text: str, values: tuple) -> None:
    assert axis_of(text).values == values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("learning_rate", "bad_grid"),
        ("seed=1,2", "grid_seed"),
        ("seed.data=1,2", "grid_seed"),
        ("learning_rate=1,1.0", "grid_twice"),
        ("rate=1", "unknown_knob"),
        ("hidden=0;8", "bad_sizes"),
        ("learning_rate=", "not_float"),
    ],
)
def test_a_wrong_axis_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(Problem) as told:
        axis_of(text)
    assert told.value.code == code


def test_a_grid_has_a_size_and_no_knob_twice() -> None:
    many = axis_of("epochs=" + ",".join(map(str, range(1, 60))))
    rates = axis_of("learning_rate=" + ",".join(map(str, range(1, 60))))
    for axes, code in (([many, rates], "grid_too_large"), ([many, many], "grid_twice")):
        with pytest.raises(Problem) as told:
            points_of(axes)
        assert told.value.code == code


def test_what_has_one_shape_is_stacked_and_each_trial_is_what_it_would_be_alone(monkeypatch) -> None:
    tasks = tasks_of("learning_rate=0.001,0.1", "hidden=3;4,4", "l2=0,0.1")
    made = portions(tasks)
    assert [len(portion.tasks) for portion in made] == [12, 12]
    sizes = []
    whole = sweep_jobs.Stack
    monkeypatch.setattr(sweep_jobs, "Stack", lambda loss, entries: sizes.append(len(entries)) or whole(loss, entries))
    found = {(trial.point, trial.seed): trial for portion in made for trial in train(portion)}
    assert sizes == [12, 12]
    for task in tasks:
        alone, trial = swept(Run(task.experiment), 0, 0), found[task.point, task.experiment.seed]
        assert trial.validation.loss == pytest.approx(alone.last.validation.loss, rel=1e-9)
        assert trial.train.accuracy == alone.last.train.accuracy
        assert (trial.stopped, trial.epochs, trial.parameters) == (alone.reason, alone.last.epoch, alone.parameters)


@pytest.mark.parametrize(
    "model",
    [
        NetworkModel(epoch_limit=4, dropout=0.3),
        NetworkModel(epoch_limit=30, target=0.7),
        NetworkModel(epoch_limit=4, optimizer="random"),
        NetworkModel(epoch_limit=4, hidden=(3, 3), schedule="greedy"),
    ],
)
def test_what_cannot_be_stacked_is_trained_run_by_run(model: NetworkModel) -> None:
    tasks = tasks_of("learning_rate=0.01,0.1", base=msgspec.structs.replace(BASE, model=model), seeds=1)
    for trial, task in zip(train(Portion(tuple(tasks))), tasks, strict=True):
        end = swept(Run(task.experiment), 0, 0)
        assert (trial.validation, trial.stopped, trial.epochs) == (end.last.validation, end.reason, end.last.epoch)


def test_one_that_diverges_is_told_as_it_would_be_alone() -> None:
    base = Experiment(DataRecipe("sine"), NetworkModel(epoch_limit=3, optimizer="sgd", float64=True))
    tasks = tasks_of("learning_rate=0.01,1000", base=base, seeds=2)
    found = {(trial.point, trial.seed): trial for trial in train(Portion(tuple(tasks)))}
    assert [found[point, seed].stopped for point in (0, 1) for seed in (1, 2)] == ["epochs"] * 2 + ["diverged"] * 2
    end = swept(Run(tasks[2].experiment), 0, 0)
    assert (found[1, 1].epochs, end.reason) == (end.last.epoch, "diverged")


def trial_of(point: int, seed: int, score: float, parameters: int = 9) -> Trial:
    scores = Scores(accuracy=score)
    return Trial(point, seed, scores, scores, "epochs", 1, parameters)


def test_the_choice_is_worth_what_it_scores_where_nobody_looked() -> None:
    noise = [[0.9, 0.5, 0.5], [0.5, 0.9, 0.5], [0.5, 0.5, 0.9]]
    results = by_point([trial_of(p, s, noise[p][s]) for p in range(3) for s in range(3)])
    assert best_of(results).mean == pytest.approx(1.9 / 3)
    assert honest_score(results) == pytest.approx(0.5)  # whoever leads on two seeds fails on the third
    true = by_point([trial_of(p, s, 0.5 + 0.1 * p) for p in range(3) for s in range(3)])
    assert honest_score(true) == pytest.approx(best_of(true).mean)
    assert honest_score(by_point([trial_of(0, 1, 0.5), trial_of(1, 1, 0.6)])) is None
    equal = by_point([trial_of(0, 1, 0.5, 20), trial_of(1, 1, 0.5, 10)])
    assert best_of(equal).point == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_in_a_process_of_its_own_the_same_trials_come(jobs: int) -> None:
    tasks = tasks_of("learning_rate=0.01,0.1", "hidden=3;2,2", seeds=2)
    with Sweeper() as sweeper:
        found = sorted(trials(tasks, sweeper, jobs), key=lambda trial: (trial.point, trial.seed))
    here = sorted(
        (trial for portion in portions(tasks) for trial in train(portion)), key=lambda trial: (trial.point, trial.seed)
    )
    assert found == here


def test_a_problem_in_the_process_is_told() -> None:
    bad = [Task(0, Experiment(DataRecipe("moons", {"noise": 99.0})))]
    with Sweeper() as sweeper, pytest.raises(Problem) as told:
        list(trials(bad, sweeper))
    assert told.value.code == "out_of_range"


def children_of(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_cancelled_nothing_is_left_behind() -> None:
    long = msgspec.structs.replace(BASE, model=NetworkModel(epoch_limit=1_000_000))
    base_tasks, slow = tasks_of("hidden=2;3", seeds=1), tasks_of("hidden=4;5;6;7", seeds=1, base=long)
    with Sweeper() as sweeper:
        answers = trials([*base_tasks, *slow], sweeper, 2)
        next(answers)
        assert sweeper.pid is not None
        started = children_of(sweeper.pid)
        assert started
    for _ in range(300):
        if not any(Path(f"/proc/{pid}").exists() for pid in started):
            break
        time.sleep(0.1)
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]


def test_a_process_that_dies_is_told_once() -> None:
    long = msgspec.structs.replace(BASE, model=NetworkModel(epoch_limit=1_000_000))
    with Sweeper() as sweeper:
        sweeper.ask(tasks_of("hidden=4", seeds=1, base=long))
        assert sweeper.pid is not None
        os.kill(sweeper.pid, signal.SIGKILL)
        told = []
        for _ in range(300):
            told += sweeper.receive()
            if told:
                break
            time.sleep(0.05)
        assert told == [SweepFailed("sweep_ended")]
        assert sweeper.receive() == []


@pytest.mark.filterwarnings("ignore")  # the cluster's own
def test_a_cluster_serves_and_loses_a_worker() -> None:
    distributed = pytest.importorskip("distributed")
    tasks = tasks_of("hidden=2;3;4;5;6", seeds=1)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Sweeper() as sweeper,
    ):
        found = []
        for trial in trials(tasks, sweeper, backend="dask", scheduler=cluster.scheduler_address):
            if not found:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            found.append(trial)
    here = [trial for portion in portions(tasks) for trial in train(portion)]
    assert sorted(found, key=repr) == sorted(here, key=repr)
