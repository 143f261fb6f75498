"""The classical methods, fitted in a process of their own: the only place where scikit-learn is imported.

`python -P -m tui_dl.session.baselines` reads one experiment from standard input, and writes each fit as it is done.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec
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

from tui_dl.data.loading import load
from tui_dl.engine.metrics import accuracy, mse, r2
from tui_dl.session.baseline_process import CLASSIFIERS, REGRESSORS, Fit
from tui_dl.session.experiment import Experiment
from tui_dl.session.frames import read_frame, write_frame
from tui_dl.session.protocol import Scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.dataset import Dataset, Part

MAKERS: dict[str, Callable[[int], Any]] = {
    "majority": lambda _seed: DummyClassifier(strategy="most_frequent"),
    "linear": lambda _seed: LogisticRegression(max_iter=1000),
    "linear_svm": lambda _seed: SVC(kernel="linear"),
    "rbf_svm": lambda _seed: SVC(),
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
    "tree": lambda model: model.get_n_leaves(),
    "forest": lambda model: len(model.estimators_),
    "boosting": lambda model: getattr(model, "n_iter_", 0) or len(model.estimators_),
}


def fit(name: str, dataset: Dataset, seed: int) -> Fit:
    """One method on the data set's own split and inputs, with scikit-learn's defaults and this seed."""
    model = (VALUE_MAKERS if dataset.task == "regression" else MAKERS)[name](seed)
    if name == "boosting" and dataset.name == "digits":
        model = HistGradientBoostingClassifier(random_state=seed)
    started = time.perf_counter()
    model.fit(dataset.train.inputs, dataset.train.targets)
    seconds = time.perf_counter() - started
    train, validation = (_scores(model, part, dataset.task) for part in (dataset.train, dataset.validation))
    return Fit(name, train, validation, seconds, int(SIZES[name](model)))


def _scores(model: Any, part: Part, task: str) -> Scores:
    predicted = model.predict(part.inputs)
    if task == "regression":
        return Scores(r2=r2(predicted, part.targets), mse=mse(predicted, part.targets))  # type: ignore[arg-type]  # values
    return Scores(accuracy=accuracy(predicted, part.targets))  # type: ignore[arg-type]  # classes


def main() -> None:
    """Serve one experiment."""
    body = read_frame(sys.stdin.buffer)
    if body is None:
        return
    experiment = msgspec.msgpack.decode(body, type=Experiment)
    dataset = load(experiment.data, experiment.seed_of("data"))
    for name in REGRESSORS if dataset.task == "regression" else CLASSIFIERS:
        fitted = fit(name, dataset, experiment.seed)
        write_frame(sys.stdout.buffer, msgspec.msgpack.encode(fitted))


if __name__ == "__main__":
    main()
