"""Scenes that nobody meant: runs, fits and cursors on hostile rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tests.campaigns.hostile_rows import BASES, Luck, dataset, narrow, text, value, values
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.building import network_for
from tui_dl.session.classical.grown import NONE, Grown
from tui_dl.session.classical.mending import Mending
from tui_dl.session.classical.process import REGION_SHAPE, Fit
from tui_dl.session.classical.road import Road
from tui_dl.session.classical.told import Told
from tui_dl.session.classical.voting import Voting
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel, RuleModel
from tui_dl.session.live import LiveRun
from tui_dl.session.opening import Opening
from tui_dl.session.places import UNIT, Place
from tui_dl.session.records import EpochRecord, LayerHealth, Scores, Weights
from tui_dl.session.run import Run, RunChange
from tui_dl.session.state import Judgement, RunState, fold
from tui_dl.views.scene import CURVES, PARTS, Scene

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset

METHODS = ("majority", "linear", "linear_svm", "rbf_svm", "square_svm", "mapped_svm", "tree", "forest", "boosting")


def scores(luck: Luck, data: Dataset) -> Scores:
    """Of a task, each number hostile or missing."""
    names = ("loss", "accuracy", "precision", "recall", "f1") if data.class_names else ("loss", "r2", "mse")
    found = {name: value(luck) for name in names if luck.random() < 0.9}
    return Scores(**found)


def records(luck: Luck, data: Dataset, layers: int) -> tuple[EpochRecord, ...]:
    """A history: none, one, few or thousands of epochs."""
    count, plain = luck.choice((0, 1, 2, 3, 30, 3000)), luck.random() < 0.5
    one = scores(luck, data)
    health = tuple(LayerHealth(*(value(luck) for _ in range(4))) for _ in range(layers))
    return tuple(
        EpochRecord(
            at,
            at * 9,
            *((one, one) if plain and at % 7 else (scores(luck, data), scores(luck, data))),
            None,
            0.0,
            health,
        )
        for at in range(count)
    )


def grown(luck: Luck, data: Dataset) -> Grown:
    """A small tree that asks nonsense."""
    width = max(len(data.class_names), 1)
    columns = tuple(luck.randrange(len(data.feature_names)) for _ in range(2))
    known = tuple(tuple(abs(float(one)) for one in values(luck, (width,), finite=True)) for _ in range(5))
    thresholds = (value(luck), value(luck), 0.0, 0.0, 0.0)
    rows = tuple(luck.choice((0, 1, 10**9)) for _ in range(5))
    return Grown(
        (1, 3, NONE, NONE, NONE), (2, 4, NONE, NONE, NONE), (*columns, NONE, NONE, NONE), thresholds, rows, known, 1
    )


def fit(luck: Luck, data: Dataset, name: str) -> Fit:
    """What a classical method could have answered at its worst."""
    cells = (
        REGION_SHAPE[0] * REGION_SHAPE[1]
        if data.is_over_plane
        else REGION_SHAPE[1]
        if len(data.feature_names) == 1
        else 0
    )
    region = narrow(values(luck, (cells,)))
    trees, rows = luck.choice((1, 2, 100)), len(data.train)
    together = tuple(float(one) for one in values(luck, (trees,)))
    shares = b""
    if data.is_over_plane and data.class_names:
        shares = narrow(values(luck, (len(data.class_names), *REGION_SHAPE)))
    line = data.task == "regression" and len(data.feature_names) == 1
    sides = values(luck, (rows,)).tobytes() if data.task == "binary" else b""
    plane = tuple(values(luck, (len(data.feature_names) + 1,)).tolist()) if luck.random() < 0.5 else ()
    return Fit(
        name,
        scores(luck, data),
        scores(luck, data),
        abs(value(luck)),
        luck.choice((0, 1, 10**12)),
        region,
        {key: value(luck) for key in ("margin", "support_vectors", "leaves", "depth", "gamma")},
        grown(luck, data) if name == "tree" else None,
        Voting(together, value(luck), value(luck), shares) if name == "forest" else None,
        Mending(
            tuple((scores(luck, data), scores(luck, data)) for _ in range(luck.choice((1, 2, 50)))),
            values(luck, (rows,)).tobytes() if line else b"",
            narrow(values(luck, (REGION_SHAPE[1],))) if line else b"",
        )
        if name == "boosting"
        else None,
        Road((0,), sides, region if data.is_over_plane else b"", plane if data.task == "binary" else ())
        if name.endswith("svm")
        else None,
        _told(luck, data),
    )


def _told(luck: Luck, data: Dataset) -> Told | None:
    """Answers to the validation rows, with or without numbers behind them."""
    rows, classes = len(data.validation), len(data.class_names)
    if not classes or luck.random() < 0.2:
        return None
    said = np.random.default_rng(luck.getrandbits(32)).integers(0, classes, rows)
    return Told(said.tobytes(), values(luck, (rows, classes)).tobytes(), luck.random() < 0.5, said.tobytes())


def state(luck: Luck, number: int = 0) -> RunState:
    """A run of any model on such data."""
    data = dataset(luck)
    model = luck.choice((_network, _network, _network, _classic, _rule))(luck, data)
    layers = len(model.hidden) + 1 if isinstance(model, NetworkModel) else 0
    found = RunState(Run(Experiment(DataRecipe(luck.choice([*BASES])), model)), data, id=number)
    found = replace(found, records=records(luck, data, layers), seconds=abs(value(luck)), batch_loss=value(luck))
    if isinstance(model, NetworkModel):
        found = _with_weights(luck, found, model)
    elif isinstance(model, ClassicModel):
        found = replace(found, fit=fit(luck, data, model.method)) if luck.random() < 0.8 else found
    elif luck.random() < 0.8:
        found = replace(found, rule=msgspec.structs.replace(model, threshold=value(luck), side="above"))
    if luck.random() < 0.2:
        found = replace(found, judgement=Judgement(found.weights.step, scores(luck, data), scores(luck, data)))
    return found


def _network(luck: Luck, _data: Dataset) -> NetworkModel:
    hidden = luck.choice(((), (1,), (2,), (8, 8), (70,), (3, 2, 4)))
    activation = (luck.choice(("tanh", "relu", "sigmoid", "gelu", "linear")),)
    threshold = luck.choice((0.01, 0.5, 0.99))
    return NetworkModel(hidden, activation, decision_threshold=threshold, target=luck.choice((None, 0.5)))


def _classic(luck: Luck, _data: Dataset) -> ClassicModel:
    return ClassicModel(luck.choice(METHODS), {"gamma": 1.0} if luck.random() < 0.2 else {})


def _rule(luck: Luck, data: Dataset) -> RuleModel:
    if data.is_plane and luck.random() < 0.7:
        return RuleModel(turn=value(luck), feature=luck.choice(("x", "y", "distance")))
    return RuleModel(column=luck.randrange(len(data.feature_names)) + 1)


def _with_weights(luck: Luck, found: RunState, model: NetworkModel) -> RunState:
    count = network_for(model, found.dataset).parameters.size
    if luck.random() < 0.1:
        return replace(found, parameters=count)
    flat = narrow(values(luck, (count,)))
    step, epoch = (found.records[-1].step, found.records[-1].epoch) if found.records else (0, 0)
    held = ((1, 1, value(luck)),) if model.hidden and luck.random() < 0.3 else ()
    changes = tuple(
        RunChange(step, luck.choice(("learning_rate", "l2")), luck.random()) for _ in range(luck.choice((0, 0, 1, 9)))
    )
    run = msgspec.structs.replace(found.run, changes=changes)
    weights = Weights(step, epoch, "float32", flat, held)
    return replace(found, run=run, parameters=count, weights=weights)


@cache
def _stepped(name: str, rate: float) -> RunState:
    """A few real steps at a rate that may be absurd: what one step's figures are drawn from."""
    model = NetworkModel((3,), ("relu",), optimizer="sgd", learning_rate=rate, batch_size=7, epoch_limit=2)
    live = LiveRun(Run(Experiment(DataRecipe(name), model)))
    found = fold(RunState(Run(live.run.experiment), live.dataset), live.begin())
    for _ in range(3):
        for event in () if live.ended else live.advance():
            found = fold(found, event)
    return replace(found, weights=live.weights())


def scene(luck: Luck) -> Scene:
    """What a view may be given on its worst day."""
    stepped = luck.random() < 0.15
    here = _stepped(luck.choice([*BASES]), luck.choice((1e-6, 0.1, 100.0))) if stepped else state(luck)
    fits = tuple(fit(luck, here.dataset, name) for name in METHODS if luck.random() < 0.3)
    names = ("network", "rule", *METHODS)
    runs = tuple(state(luck, at + 1) for at in range(luck.choice((0, 0, 0, 1, 3)))) if not stepped else ()
    return Scene(
        here,
        fits=fits,
        fitting=tuple(luck.sample(METHODS, luck.choice((0, 2)))),
        chosen=luck.choice(names),
        cut=luck.choice((None, None, value(luck))),
        beside=luck.choice(("", "", luck.choice(names))),
        mark_epoch=luck.choice((None, 0, -5, 10**9)),
        pick=luck.choice((0, 1, -3, 10**6)),
        goal=luck.choice((None, value(luck))),
        runs=tuple(replace(one, dataset=here.dataset) for one in runs),
        openings=tuple(_opening(luck) for _ in range(luck.choice((0, 0, 1, 30)))),
        cursor=_cursor(luck, here),
        typed=luck.choice((None, None, text(luck))),
        pointing=luck.random() < 0.5,
        opened=luck.random() < 0.3,
        part=luck.choice(PARTS),
        curves=luck.choice(CURVES),
        at=luck.choice((None, 0, -7, 10**6)),
        row=luck.choice((0, 3, -1, 10**6)),
        first=luck.choice((0, 5, -1, 10**6)),
        whole=here if luck.random() < 0.2 else None,
        blank=luck.choice(("", "", "layer1.w1_1.after", "layer9.b99.gradient", text(luck))),
    )


def _cursor(luck: Luck, here: RunState) -> Place | None:
    """On a number or a unit that there is: the widget sees to that."""
    model = here.run.experiment.model
    if luck.random() < 0.5 or not isinstance(model, NetworkModel) or not here.weights.flat:
        return None
    sizes = network_for(model, here.dataset).sizes
    layer = luck.randrange(1, len(sizes))
    unit = luck.randrange(1, sizes[layer] + 1)
    hidden = layer < len(sizes) - 1
    return Place(layer, unit, UNIT if hidden and luck.random() < 0.2 else luck.randrange(sizes[layer - 1] + 1))


def _opening(luck: Luck) -> Opening:
    number = luck.choice((0, 1_700_000_000_000_000_000, 2**62))
    return Opening(
        number, text(luck), text(luck), "", text(luck), 3, luck.choice((1, 10**9)), {"accuracy": value(luck)}
    )
