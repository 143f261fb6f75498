"""What stands open in the laboratory and in a sandbox: any data, any model, every knob, every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_dl.course.written.verbs import Verb
from tui_dl.data.generators import MAKERS, PLANES
from tui_dl.data.loading import NAMES
from tui_dl.session.classical.process import names_for
from tui_dl.session.experiment import STREAMS, ClassicModel, RuleModel
from tui_dl.session.knobs import KNOBS, Knob
from tui_dl.views import FIGURES
from tui_dl.views.models import own_name

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.experiment import Model

CHOSEN = ("data", "model")  # turned like knobs, but what they change is the ground that knobs stand on
FRONT = {
    "network": ("hidden", "activation", "learning_rate", "optimizer", "batch_size", "epoch_limit", "l2"),
    "rule": ("feature", "turn", "threshold", "side"),
    "linear": ("C",),
    "linear_svm": ("C",),
    "rbf_svm": ("C", "gamma"),
    "square_svm": ("C",),
    "mapped_svm": ("C",),
    "tree": ("splits", "depth"),
    "forest": ("trees", "bootstrap", "max_features", "depth"),
    "boosting": ("stages", "learning_rate", "depth"),
}
SEEDS = tuple(f"seed.{stream}" for stream in STREAMS)
NETWORK_FIGURES = (
    *("region", "loss", "network", "baselines", "weights", "units", "hidden-plane", "probe", "health"),
    *("one-step", "loop"),
    *("compared", "branches", "confusion", "calibration", "beyond"),
)
OF_PLANES, OF_CLASSES = ("region", "units", "points", "beyond"), ("confusion", "calibration")
RULE_FIGURES = ("region", "rule", "points", "baselines")
OWN_FIGURES = {
    **dict.fromkeys(("linear_svm", "rbf_svm", "square_svm", "mapped_svm"), "svm"),
    **{name: name for name in ("tree", "forest", "boosting")},
}


class Group(NamedTuple):
    """Knobs that belong together, under the name by which the words have their heading."""

    heading: str
    knobs: tuple[str, ...]


def is_open(bench: Bench) -> bool:
    """Whether nothing is asked here, and everything may be tried."""
    return bench.in_sandbox or bench.step.kind == "sandbox"


def spec(bench: Bench, name: str) -> Knob:
    """The table's knob of that name, or what data or models there are to choose from."""
    if name == "data":
        return Knob("choice", choices=NAMES)
    if name == "model":
        task = bench.state.dataset.task
        return Knob("choice", choices=("network", *(("rule",) if task == "binary" else ()), *names_for(task)))
    return KNOBS[name]


def turned(name: str, text: str) -> Verb:
    """What is done when a knob takes a value."""
    return Verb("use" if name in CHOSEN else "set", (), {name: text})


def chosen(bench: Bench, name: str) -> str:
    """Which data, or which model."""
    if name == "data":
        return bench.experiment.data.make if bench.experiment.data.table is None else bench.state.dataset.name
    return own_name(bench.experiment.model)


def front(model: Model) -> tuple[str, ...]:
    """The knobs of a model that matter most."""
    return FRONT.get(own_name(model), ())


def groups(bench: Bench) -> tuple[Group, ...]:
    """Every knob that this bench has, the most important of each group first."""
    experiment = bench.experiment
    parameters = (*MAKERS[experiment.data.make].parameters,) if experiment.data.make in MAKERS else ()
    rows = ("samples", *parameters) if experiment.data.make in MAKERS else ()
    inputs = {"digits": ("features",), **dict.fromkeys(PLANES, ("inputs",))}.get(experiment.data.make, ())
    return (
        Group("data", ("data", *rows, *inputs, "seed.data")),
        Group("model", ("model", *front(experiment.model))),
        Group("more", (*_further(experiment.model), "seed", *SEEDS[1:])),
    )


def _further(model: Model) -> tuple[str, ...]:
    """The knobs of a kind of model that are not in front; of a classical method all are."""
    if isinstance(model, ClassicModel):
        return ()
    kind = "rule" if isinstance(model, RuleModel) else "network"
    return tuple(name for name, knob in KNOBS.items() if knob.scope == kind and name not in FRONT[kind])


def has_region(dataset: Dataset) -> bool:
    """Whether there is a place for every answer to be drawn at: a plane, or a line with values above it."""
    return dataset.is_over_plane or (dataset.task == "regression" and len(dataset.feature_names) == 1)


def every_figure(model: Model, dataset: Dataset) -> tuple[str, ...]:
    """All figures, those that show this model best in front, and last those that this data has nothing for."""
    if isinstance(model, ClassicModel):
        own = OWN_FIGURES.get(model.method, "region")
        best: tuple[str, ...] = (own, "region", "points", "baselines")
    else:
        best = RULE_FIGURES if isinstance(model, RuleModel) else NETWORK_FIGURES
    without = () if isinstance(model, RuleModel) else ("rule",)
    pictured = dataset.is_over_plane or dataset.is_line
    last = (*(() if pictured else OF_PLANES), *(() if dataset.class_names else OF_CLASSES))
    names = (*(name for name in (*best, *FIGURES) if name not in last), *last)
    return tuple(name for name in dict.fromkeys(names) if name in FIGURES and name not in without)
