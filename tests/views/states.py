"""States of every kind that a view may meet."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import msgspec
import numpy as np

from tui_dl.course.classic import fitted as with_fit
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.classical.baselines import fit
from tui_dl.session.classical.process import REGION_SHAPE, Fit
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel, RuleModel
from tui_dl.session.live import LiveRun
from tui_dl.session.opening import Opening
from tui_dl.session.records import EpochRecord, Scores
from tui_dl.session.rule_run import run_rule
from tui_dl.session.run import Run
from tui_dl.session.state import Judgement, RunState, fold
from tui_dl.views import Scene

INF, NAN = float("inf"), float("nan")


def trained(data: str, steps: int = 10_000, change: bool = False, **knobs) -> RunState:
    """A run of a few epochs, or held after some steps."""
    live = LiveRun(Run(Experiment(DataRecipe(data), NetworkModel(**{"epoch_limit": 3, **knobs}))))
    state = fold(RunState(Run(live.run.experiment), live.dataset), live.begin())
    for step in range(steps):
        if live.ended:
            break
        if change and step == 12:
            for event in live.change("learning_rate", 0.1):
                state = fold(state, event)
        for event in live.advance():
            state = fold(state, event)
    return state


def other(data: str, model, **parameters) -> RunState:
    """A model that is no network, or one that has not begun."""
    experiment = Experiment(DataRecipe(data, parameters), model)
    state = RunState(Run(experiment), load(experiment.data, 1))
    if isinstance(model, RuleModel):
        for event in run_rule(Run(experiment), 0):
            state = fold(state, event)
    return state


def fitted(data: str, model: ClassicModel) -> RunState:
    """A classical method after its one fit."""
    state = other(data, model)
    return with_fit(state, fit(model.method, state.dataset, 1, model.settings))


def with_weights(state: RunState, value: float) -> RunState:
    """All weights the same."""
    flat = np.full(state.parameters, value, np.float32).tobytes()
    return replace(state, weights=msgspec.structs.replace(state.weights, flat=flat))


def with_losses(state: RunState, losses: list[float]) -> RunState:
    """A history of these losses."""
    records = [EpochRecord(at, at * 10, Scores(loss=loss), Scores(loss=-loss)) for at, loss in enumerate(losses)]
    return replace(state, records=tuple(records))


OPENED = Opening(1_700_000_000_000_000_000, "selection", "open", "", "circles", 500, 1, {"accuracy": 0.6})
PEEKED = Opening(1_700_000_100_000_000_000, "selection", "peek", "", "circles", 500, 200, {"accuracy": 0.7})


def fits(cells: int, regression: bool = False) -> tuple[Fit, ...]:
    """Fits with a region each, and scores of every kind."""
    region = np.random.default_rng(1).random(cells).astype(np.float32).tobytes()
    values = (1.0, 0.5, NAN, -INF) if regression else (1.0, 0.875, 0.5, 0.0)
    names = ("boosting", "linear", "rbf_svm", "majority")
    return tuple(
        Fit(name, score(value, regression), score(value, regression), 10.0**at / 100, 10**at, region)
        for at, (name, value) in enumerate(zip(names, values, strict=True))
    )


def with_score(state: RunState, value: float, opened: bool) -> RunState:
    """A run of that validation accuracy; the test part, where it was opened, says a little less."""
    last = msgspec.structs.replace(state.records[-1], validation=Scores(accuracy=value))
    judgement = Judgement(state.weights.step, Scores(accuracy=value - 0.1), Scores(accuracy=0.5)) if opened else None
    return replace(state, records=(*state.records[:-1], last), judgement=judgement)


def score(value: float, regression: bool) -> Scores:
    return Scores(r2=value, mse=1.0) if regression else Scores(accuracy=value)


@cache
def scenes() -> dict[str, Scene]:
    """All of them, by name."""
    circles, cells = trained("circles", change=True), REGION_SHAPE[0] * REGION_SHAPE[1]
    return {
        "ended": Scene(circles, mark_epoch=2, goal=0.9, pick=1),
        "fits": Scene(circles, fits=fits(cells), fitting=("forest", "tree"), chosen="boosting", goal=0.9),
        "fit without a region": Scene(circles, fits=fits(0), chosen="linear"),
        "unknown fit": Scene(circles, chosen="forest"),
        "idle": Scene(other("circles", NetworkModel())),
        "idle table": Scene(other("iris", NetworkModel())),
        "begun": Scene(trained("circles", steps=0)),
        "half an epoch": Scene(trained("circles", steps=5), mark_epoch=0),
        "diverged": Scene(trained("sine", optimizer="sgd", learning_rate=100.0, activation=("relu",))),
        "regression": Scene(trained("sine")),
        "regression fits": Scene(trained("sine"), fits=fits(REGION_SHAPE[1], regression=True), chosen="linear"),
        "many runs": Scene(
            circles, runs=tuple(with_score(circles, (at * 7 % 30) / 40, at % 3 == 0) for at in range(60))
        ),
        "opened": Scene(with_score(circles, 0.7, True), openings=(OPENED, PEEKED)),
        "two runs": Scene(circles, runs=(circles, with_score(circles, NAN, True))),
        "a mistake opened": Scene(trained("digits", epoch_limit=1, hidden=(20,)), pick=3, pointing=True, opened=True),
        "mistake of a table": Scene(trained("iris", hidden=(2,)), pick=99, pointing=True, opened=True),
        "mistake of a plane": Scene(circles, pick=2, pointing=True, opened=True),
        "blobs": Scene(trained("blobs"), fits=fits(cells), chosen="network", pick=-3),
        "iris": Scene(trained("iris", hidden=(2,))),
        "digits": Scene(trained("digits", epoch_limit=1, hidden=(20, 5)), pick=1),
        "digits first": Scene(trained("digits", epoch_limit=1, hidden=(20,))),
        "no hidden layer": Scene(trained("moons", hidden=(), activation=("tanh",))),
        "one unit": Scene(trained("moons", hidden=(1,), activation=("relu",))),
        "wide": Scene(trained("moons", epoch_limit=1, hidden=(70, 3))),
        "rule": Scene(other("circles", RuleModel(feature="distance", turn=30.0))),
        "table rule": Scene(other("breast_cancer", RuleModel()), chosen="rule"),
        "classic": Scene(other("moons", ClassicModel("tree"))),
        "tree": Scene(fitted("moons", ClassicModel("tree", {"depth": 2}))),
        "deep tree": Scene(fitted("moons", ClassicModel("tree")), chosen="tree"),
        "table tree": Scene(fitted("wine", ClassicModel("tree"))),
        "forest": Scene(fitted("moons", ClassicModel("forest", {"trees": 12}))),
        "lone tree": Scene(fitted("wine", ClassicModel("forest", {"trees": 1})), chosen="forest"),
        "three classes": Scene(fitted("blobs", ClassicModel("forest", {"trees": 5}))),
        "value forest": Scene(fitted("sine", ClassicModel("forest", {"trees": 5}))),
        "boosting": Scene(fitted("moons", ClassicModel("boosting", {"stages": 12}))),
        "value boosting": Scene(fitted("sine", ClassicModel("boosting", {"stages": 5, "depth": 2}))),
        "first stage": Scene(fitted("wine", ClassicModel("boosting", {"stages": 1}))),
        "line": Scene(other("blobs", RuleModel(feature="x"), classes=2, noise=0.3), chosen="rule"),
        "line in the way": Scene(other("moons", RuleModel(feature="y", turn=90.0, threshold=0.0)), chosen="rule"),
        "line not laid": Scene(replace(other("moons", RuleModel(feature="x")), rule=None)),
        "road": Scene(fitted("moons", ClassicModel("linear_svm"))),
        "bent road": Scene(fitted("moons", ClassicModel("rbf_svm", {"gamma": 1.0}))),
        "squares": Scene(fitted("circles", ClassicModel("square_svm"))),
        "table road": Scene(fitted("breast_cancer", ClassicModel("linear_svm"))),
        "roads": Scene(fitted("iris", ClassicModel("rbf_svm"))),
        "value road": Scene(fitted("sine", ClassicModel("rbf_svm"))),
        "no gamma": Scene(other("moons", ClassicModel("rbf_svm"))),
        "value tree": Scene(fitted("sine", ClassicModel("tree", {"depth": 3}))),
        "huge weights": Scene(with_weights(circles, 3e38)),
        "no weights": Scene(with_weights(circles, 0.0)),
        "broken weights": Scene(with_weights(circles, NAN)),
        "infinite weights": Scene(with_weights(trained("blobs"), INF)),
        "one record": Scene(with_losses(circles, [0.5])),
        "no finite loss": Scene(with_losses(circles, [NAN, INF, 1e300])),
        "gaps": Scene(with_losses(circles, [1.0, 0.9, NAN, NAN, 0.5, 1e12, 0.4] * 50)),
        "tiny losses": Scene(with_losses(circles, [1e-12, 1e-13, 0.0])),
        "flat": Scene(with_losses(circles, [0.0, 0.0])),
    }
