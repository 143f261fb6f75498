"""The classical methods, fitted in a process of their own: the only place where scikit-learn is imported.

Requests come on the standard input of `fitting_child`, each fit is written as it is done.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from tui_dl.data.dataset import Part
from tui_dl.data.loading import load
from tui_dl.engine.metrics import accuracy, mse, r2
from tui_dl.engine.problem import Problem
from tui_dl.session.children.frames import write_frame
from tui_dl.session.classical import grown, mending, over, road, told, voting
from tui_dl.session.classical.kernels import MappedFirst
from tui_dl.session.classical.process import Answer, Fit, FitFailed, FitRequest, Fitted, Judged, Sample
from tui_dl.session.classical.slots import somebody_waits
from tui_dl.session.experiment import ClassicModel, Setting
from tui_dl.session.records import Scores

IDLE_SECONDS, LOOK_SECONDS = 60.0, 1.0

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.children.inbox import Inbox

MAKERS: dict[str, Callable[[int], Any]] = {
    "majority": lambda _seed: DummyClassifier(strategy="most_frequent"),
    "linear": lambda _seed: LogisticRegression(max_iter=1000),
    "linear_svm": lambda _seed: SVC(kernel="linear"),
    "rbf_svm": lambda _seed: SVC(),
    "square_svm": lambda _seed: SVC(kernel="poly", degree=2, gamma=1.0),
    "mapped_svm": lambda _seed: MappedFirst(SVC(kernel="linear")),
    "tree": lambda seed: DecisionTreeClassifier(random_state=seed),
    "forest": lambda seed: RandomForestClassifier(random_state=seed),
    "boosting": lambda seed: GradientBoostingClassifier(random_state=seed),
}
VALUE_MAKERS: dict[str, Callable[[int], Any]] = {
    "majority": lambda _seed: DummyRegressor(strategy="mean"),
    "linear": lambda _seed: Ridge(),
    "rbf_svm": lambda _seed: SVR(),
    "tree": lambda seed: DecisionTreeRegressor(random_state=seed),
    "forest": lambda seed: RandomForestRegressor(random_state=seed),
    "boosting": lambda seed: GradientBoostingRegressor(random_state=seed),
}
SIZES: dict[str, Callable[[Any], int]] = {
    "majority": lambda _model: 1,
    "linear": lambda model: model.coef_.size + model.intercept_.size if model.coef_.ndim > 1 else model.coef_.size + 1,
    "linear_svm": lambda model: len(model.support_),
    "rbf_svm": lambda model: len(model.support_),
    "square_svm": lambda model: len(model.support_),
    "mapped_svm": lambda model: len(model.support_),
    "tree": lambda model: model.get_n_leaves(),
    "forest": lambda model: len(model.estimators_),
    "boosting": lambda model: getattr(model, "n_iter_", 0) or len(model.estimators_),
}


SETTINGS = {  # our knobs, by method, as scikit-learn calls them
    "linear": {"C": "C"},
    "linear_svm": {"C": "C"},
    "rbf_svm": {"C": "C", "gamma": "gamma"},
    "square_svm": {"C": "C"},
    "mapped_svm": {"C": "C"},
    "tree": {"depth": "max_depth", "splits": "max_leaf_nodes"},
    "forest": {"trees": "n_estimators", "depth": "max_depth", "bootstrap": "bootstrap", "max_features": "max_features"},
    "boosting": {"stages": "n_estimators", "depth": "max_depth", "learning_rate": "learning_rate"},
    "histogram": {"stages": "max_iter", "depth": "max_depth", "learning_rate": "learning_rate"},
}
VALUES: dict[Any, Any] = {  # words that scikit-learn says otherwise
    "on": True,
    "off": False,
    "all": None,
}


def fit(name: str, dataset: Dataset, seed: int, settings: dict[str, Setting] | None = None) -> Fit:
    """One method on the data set's own split and inputs: scikit-learn's defaults, our settings, this seed."""
    model = _made(name, dataset, seed, settings or {})
    started = time.perf_counter()
    model.fit(dataset.train.inputs, dataset.train.targets)
    seconds = time.perf_counter() - started
    train, validation = (_scores(model, part, dataset.task) for part in (dataset.train, dataset.validation))
    region = over.region(model, dataset).astype(np.float32).tobytes()
    tree = grown.describe(model, classes=dataset.task != "regression") if name == "tree" else None
    size, details = int(SIZES[name](model)), _details(name, model, dataset)
    said = told.describe(model, dataset)
    made = Fit(name, train, validation, seconds, size, region, details, tree, told=said, sure=over.sure(model, dataset))
    if name == "forest":
        votes = voting.describe(model, dataset, over.grid(dataset) if dataset.is_over_plane else None)
        return msgspec.structs.replace(made, details={**details, **votes.details}, voting=votes)
    if name.endswith("svm"):
        return msgspec.structs.replace(
            made, road=road.describe(model, dataset, over.grid(dataset) if dataset.is_plane else None)
        )
    if name == "boosting":
        course = mending.describe(model, dataset, over.line(dataset) if len(dataset.feature_names) == 1 else None)
        train, validation = course.stages[-1]
        return msgspec.structs.replace(made, train=train, validation=validation, mending=course)
    return made


def _made(name: str, dataset: Dataset, seed: int, settings: dict[str, Setting]) -> Any:
    """The method, ready to be fitted."""
    makers = VALUE_MAKERS if dataset.task == "regression" else MAKERS
    if name not in makers:
        raise Problem("method_needs_classes", name=name)
    model, known = makers[name](seed), SETTINGS.get(name, {})
    if name == "boosting" and dataset.name == "digits":
        model, known = HistGradientBoostingClassifier(random_state=seed), SETTINGS["histogram"]
    model.set_params(**{known[key]: _theirs(key, value) for key, value in settings.items() if key in known})
    if name == "forest" and settings.get("bootstrap") == "off" and settings.get("max_features") == "all":
        model.set_params(random_state=voting.OneLuck(seed))  # else ties would still be broken by chance
    return model


def _theirs(key: str, value: Setting) -> Any:
    """A setting as scikit-learn has it: a tree of so many splits has one leaf more."""
    return int(value) + 1 if key == "splits" else VALUES.get(value, value)


def _scores(model: Any, part: Part, task: str) -> Scores:
    predicted = model.predict(part.inputs)
    if task == "regression":
        return Scores(r2=r2(predicted, part.targets), mse=mse(predicted, part.targets))  # type: ignore[arg-type]  # values
    return Scores(accuracy=accuracy(predicted, part.targets))  # type: ignore[arg-type]  # classes


def _details(name: str, model: Any, dataset: Dataset) -> dict[str, float]:
    details: dict[str, float] = {}
    if (
        name in {"linear_svm", "square_svm", "mapped_svm"}
        and (width := road.margin(model, dataset.train.inputs)) is not None
    ):
        details["margin"] = width
    unit = {"tree": "leaves", "forest": "trees", "boosting": "stages"}
    if name in unit or name.endswith("svm"):
        details[unit.get(name, "support_vectors")] = float(SIZES[name](model))
    if name == "tree":
        details["depth"] = float(model.get_depth())
        details["splits"] = float(SIZES[name](model) - 1)
    if name == "rbf_svm":
        details["gamma"] = float(model._gamma)  # noqa: SLF001  the number that `scale` came to has no public name
    return details


def judge(name: str, dataset: Dataset, seed: int, settings: dict[str, Setting], sample: Sample) -> Scores:
    """How one method, fitted on the data set's training part, does on a sample."""
    model = _made(name, dataset, seed, settings)
    model.fit(dataset.train.inputs, dataset.train.targets)
    inputs = np.frombuffer(sample.inputs).reshape(-1, sample.columns)
    targets = np.frombuffer(sample.targets).astype(dataset.train.targets.dtype)
    return _scores(model, Part(inputs, inputs, targets), dataset.task)


def answer(request: FitRequest, name: str) -> Answer:
    """One method of a request."""
    experiment = request.experiment
    try:
        dataset = load(experiment.data, experiment.seed_of("data"))
        model = request.models.get(name, ClassicModel(name))
        if request.sample is not None:
            scores = judge(name, dataset, experiment.seed, model.settings, request.sample)
            return Judged(request.id, name, scores)
        return Fitted(request.id, fit(name, dataset, experiment.seed, model.settings))
    except Problem as problem:
        fields = {key: str(value) for key, value in problem.fields.items()}
        return FitFailed(request.id, name, problem.code, fields)
    except ValueError as error:  # scikit-learn's own refusals
        return FitFailed(request.id, name, "fit_refused", {"name": name, "reason": str(error).splitlines()[0]})


def serve(inbox: Inbox, *, shared: bool) -> None:
    """Answer requests; end after an idle minute; where turns are shared, when idle and another waits for its own."""
    while (body := _next(inbox, shared=shared)) is not None:
        request = msgspec.msgpack.decode(body, type=FitRequest)
        for name in request.names:
            write_frame(sys.stdout.buffer, msgspec.msgpack.encode(answer(request, name)))


def _next(inbox: Inbox, *, shared: bool) -> bytes | None:
    until = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < until:
        body = inbox.next(LOOK_SECONDS)
        if body is not None or (shared and somebody_waits()):
            return body
    return None
