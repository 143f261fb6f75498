"""What the figures are drawn of: short calm runs in float64, alike on every machine, and recorded fits."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import msgspec

from tests.looks.recorded import ALONE, MOONS, RINGS, recorded
from tui_dl.course.classic import fitted
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.experiment import Experiment, NetworkModel, RuleModel
from tui_dl.session.live import LiveRun
from tui_dl.session.opening import Opening
from tui_dl.session.past.timeline import fork
from tui_dl.session.records import Scores
from tui_dl.session.rule_run import run_rule
from tui_dl.session.run import Run
from tui_dl.session.state import Judgement, RunState, fold
from tui_dl.views.scene import Scene

PATIENT = {"optimizer": "sgd", "learning_rate": 0.3, "batch_size": 10}
OPENINGS = (
    Opening(1_700_000_000_000_000_000, "selection", "open", "", "circles", 500, 1, {"accuracy": 0.912}),
    Opening(1_700_000_100_000_000_000, "selection", "peek", "", "circles", 500, 200, {"accuracy": 0.924}),
)


def trained(experiment: Experiment, *, steps: int = 10_000, number: int = 0, **knobs: object) -> RunState:
    """A network's run, or its first steps; at step 300 the learning rate is changed."""
    run = Run(msgspec.structs.replace(experiment, model=NetworkModel(**PATIENT, float64=True, **knobs)))
    live = LiveRun(run, number)
    state = fold(RunState(run, live.dataset, id=number), live.begin())
    for step in range(steps):
        if live.ended:
            break
        told = live.change("learning_rate", 0.2) if step == 300 else []
        for event in [*told, *live.advance()]:
            state = fold(state, event)
    return replace(state, seconds=0.25)  # no machine's time


def ruled(experiment: Experiment, rule: RuleModel) -> RunState:
    """A rule's run."""
    run = Run(msgspec.structs.replace(experiment, model=rule))
    state = RunState(run, load(experiment.data, experiment.seed))
    for event in run_rule(run, 0):
        state = fold(state, event)
    return state


def alone(name: str) -> RunState:
    """A classical method's run, seen from inside."""
    run = Run(msgspec.structs.replace(MOONS, model=ALONE[name]))
    return fitted(RunState(run, load(MOONS.data, MOONS.seed)), recorded().alone[name])


@cache
def rings() -> RunState:
    """What most figures show: lesson 04's network, forty epochs long."""
    return trained(RINGS, hidden=(4,), epoch_limit=40)


@cache
def several() -> tuple[RunState, ...]:
    """Three runs that differ in a knob or two; the last was judged on the test part."""
    first = trained(RINGS, number=1, hidden=(2,), epoch_limit=20)
    second = trained(RINGS, number=2, hidden=(3,), activation=("relu",), epoch_limit=20)
    judgement = Judgement(rings().weights.step, Scores(accuracy=0.924), Scores(accuracy=0.912))
    return first, second, replace(rings(), judgement=judgement)


@cache
def parted() -> tuple[RunState, ...]:
    """A run of twenty epochs, and its branch of another learning rate from the fifth on."""
    model = NetworkModel(**PATIENT, float64=True, hidden=(3,), epoch_limit=20)
    trunk = whole(Run(msgspec.structs.replace(RINGS, model=model)), 1)
    return trunk, whole(fork(trunk.run, trunk.records[5].step, "learning_rate", 2.0), 2)


def whole(run: Run, number: int) -> RunState:
    """A run as it is, to its end."""
    live = LiveRun(run, number)
    state = fold(RunState(run, live.dataset, id=number), live.begin())
    while not live.ended:
        for event in live.advance():
            state = fold(state, event)
    return state


def usual() -> Scene:
    """The scene of a figure that needs nothing special."""
    return Scene(rings(), fits=recorded().rings, goal=0.95)


SPECIAL = {
    "points": lambda: Scene(ruled(MOONS, RuleModel(feature="x"))),
    "region": lambda: replace(usual(), beside="tree"),
    "weights": lambda: Scene(trained(Experiment(DataRecipe("digits")), hidden=(20,), epoch_limit=2)),
    "health": lambda: Scene(trained(RINGS, hidden=(6, 5), activation=("relu",), epoch_limit=20)),
    "baselines": lambda: replace(usual(), chosen="tree"),
    "one-step": lambda: Scene(trained(RINGS, steps=5, hidden=(2,)), blank="layer2.w1_1.after"),
    "loop": lambda: Scene(trained(RINGS, steps=5, hidden=(2,))),
    "data": lambda: Scene(RunState(Run(Experiment(DataRecipe("digits"))), load(DataRecipe("digits"), 1))),
    "rule": lambda: Scene(ruled(Experiment(DataRecipe("breast_cancer")), RuleModel()), chosen="rule"),
    **{name: lambda name=name: Scene(alone(name), chosen=ALONE[name].method) for name in ALONE},
    "calibration": lambda: Scene(trained(MOONS, hidden=(3,), epoch_limit=10)),
    "runs": lambda: Scene(several()[-1], runs=several()),
    "compared": lambda: Scene(several()[-1], runs=several(), fits=recorded().rings),
    "branches": lambda: Scene(parted()[1], runs=parted()),
    "seal": lambda: Scene(several()[-1], openings=OPENINGS),
}

THREE = Experiment(DataRecipe("blobs", {"noise": 1.0}))
AGAIN = {  # a figure that looks quite otherwise of other data: its name, and what is other
    "region three": lambda: Scene(trained(THREE, hidden=(4,), epoch_limit=20)),
}


@cache
def scene_of(figure: str) -> Scene:
    """What that figure is drawn of: whatever is not special shows the usual run."""
    return {**SPECIAL, **AGAIN}.get(figure, usual)()
