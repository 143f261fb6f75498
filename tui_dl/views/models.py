"""What a model answers: over the plane, and on the training part."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.activations import sigmoid
from tui_dl.engine.metrics import accuracy, beliefs, classes_of, r2
from tui_dl.session.classical.process import REGION_SHAPE, SURE_STEPS
from tui_dl.session.experiment import ClassicModel, NetworkModel
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.session.rules import predict
from tui_dl.views.scene import TRAIN, VALIDATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.session.classical.process import Fit
    from tui_dl.session.experiment import Model
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """A model as something to ask.

    Attributes:
        name: network, rule or a fit's name.
        ask: Probability of class 1, class or value, (rows,), for inputs (rows, columns).
        score: On the training part, accuracy or R2.
        validation: The same on the validation part.
        exact: False where answers are looked up in a coarse picture: no single point may be judged by them.
        known: Then the class that was answered on each row, by part (train, validation), where that is known.
        believe: The class of each of inputs and its probability, (rows,) each; None where it has no probabilities.
    """

    name: str
    ask: Callable[[Array], Array]
    score: float
    validation: float
    exact: bool = True
    known: dict[str, NDArray[np.intp]] = field(default_factory=dict)
    believe: Callable[[Array], tuple[NDArray[np.intp], Array]] | None = None


def answers_of(scene: Scene) -> Answers | None:
    """The chosen model, if there is one to ask."""
    data = scene.state.dataset
    if scene.chosen not in {"network", "rule"} or isinstance(scene.state.run.experiment.model, ClassicModel):
        fit = fit_of(scene)
        return _of_fit(fit, data) if fit is not None and fit.region else None
    network, rule = network_of(scene.state), scene.state.rule
    if network is not None and scene.chosen == "network":
        said = _scored("network", lambda inputs: ask_network(network, inputs, data.task), data)
        return replace(said, believe=lambda inputs: believe_network(network, inputs)) if data.class_names else said
    if rule is not None and data.task == "binary":
        return _scored("rule", lambda inputs: predict(rule, inputs).astype(float), data)
    return None


def fit_of(scene: Scene) -> Fit | None:
    """The classical method that is looked at: the run's own, or the chosen one of those fitted beside it."""
    if isinstance(scene.state.run.experiment.model, ClassicModel) and is_own(scene):
        return scene.state.fit
    return next((fit for fit in scene.all_fits if fit.name == scene.chosen), None)


def own_name(model: Model) -> str:
    """What a run's own model is called among the others."""
    if isinstance(model, ClassicModel):
        return model.method
    return "network" if isinstance(model, NetworkModel) else "rule"


def is_own(scene: Scene) -> bool:
    """Whether the run's own model is looked at, and no comparison."""
    return scene.chosen in {"network", "rule", own_name(scene.state.run.experiment.model)}


def ask_network(network: Network, inputs: Array, task: str) -> Array:
    """Probability of class 1, class or value, (rows,)."""
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(network.outputs(inputs).astype(float))
        if task == "multiclass":
            return classes_of(outputs).astype(float)
        if task == "binary":
            sigmoid(outputs, outputs)
        first: Array = outputs[:, 0]
        return first


def believe_network(network: Network, inputs: Array) -> tuple[NDArray[np.intp], Array]:
    """The class of each row and its probability, (rows,) each."""
    with np.errstate(all="ignore"):
        said, chances = beliefs(np.nan_to_num(network.outputs(inputs).astype(float)))
    return said.astype(np.intp, copy=False), chances


def classes_from(answers: Array, task: str) -> NDArray[np.intp]:
    """The class of each row."""
    return (answers > 0.5).astype(np.intp) if task == "binary" else np.rint(answers).astype(np.intp)


def _scored(name: str, ask: Callable[[Array], Array], data: Dataset) -> Answers:
    scores = []
    for part in (data.train, data.validation):
        said = ask(part.inputs)
        if data.task == "regression":
            with np.errstate(all="ignore"):
                scores.append(float(np.nan_to_num(r2(said, part.targets))))  # type: ignore[arg-type]  # values
        else:
            scores.append(accuracy(classes_from(said, data.task), part.targets))  # type: ignore[arg-type]  # classes
    return Answers(name, ask, scores[0], scores[1])


def _of_fit(fit: Fit, data: Dataset) -> Answers:
    """A fit's answers: its region, looked up at the nearest point."""
    seen = np.frombuffer(fit.region, np.float32).astype(float)
    seen = seen.reshape(-1, REGION_SHAPE[1]) if seen.size % REGION_SHAPE[1] == 0 else seen.reshape(1, -1)
    scores = [float(np.nan_to_num(part.score or 0.0)) for part in (fit.train, fit.validation)]
    parts = {} if fit.told is None else {TRAIN: fit.told.trained, VALIDATION: fit.told.said}
    known = {part: np.frombuffer(said, np.int64).astype(np.intp) for part, said in parts.items() if said}

    def ask(inputs: Array) -> Array:
        return _nearest(seen, inputs, data)

    return Answers(fit.name, ask, scores[0], scores[1], exact=False, known=known, believe=_belief(fit, seen, data))


def _belief(fit: Fit, seen: Array, data: Dataset) -> Callable[[Array], tuple[NDArray[np.intp], Array]] | None:
    """What a fit with probabilities answers by its region, `seen`, and how sure it is of that."""
    if data.task == "multiclass" and len(fit.sure) == seen.size:
        chances = np.frombuffer(fit.sure, np.uint8).reshape(seen.shape) / SURE_STEPS
        return lambda inputs: (classes_from(_nearest(seen, inputs, data), data.task), _nearest(chances, inputs, data))
    if data.task == "binary" and not fit.name.endswith("svm"):
        tops = np.maximum(seen, 1.0 - seen)
        return lambda inputs: (classes_from(_nearest(seen, inputs, data), data.task), _nearest(tops, inputs, data))
    return None


def _nearest(seen: Array, inputs: Array, data: Dataset) -> Array:
    """What stands in `seen` (rows, columns), a picture of the plane, at the point of it next to each of `inputs`."""
    at = [
        np.clip(np.nan_to_num((column - low) / ((high - low) or 1.0) * cells), 0, cells - 1).astype(int)
        for column, (low, high), cells in zip(inputs.T[:2], data.bounds, reversed(seen.shape), strict=False)
    ]
    found: Array = seen[at[1], at[0]] if len(at) > 1 else seen[0, at[0]]
    return found


def over_the_plane(answers: Answers, data: Dataset, rows: int, columns: int) -> Array:
    """(rows, columns) answers over the data's bounds, row 0 at the top."""
    return np.flipud(answers.ask(plane_grid(data, rows, columns)).reshape(rows, columns))


def beliefs_over_the_plane(
    answers: Answers, data: Dataset, rows: int, columns: int
) -> tuple[NDArray[np.intp], Array] | None:
    """The classes and their probabilities, (rows, columns) each, row 0 at the top; None where there are none."""
    if answers.believe is None:
        return None
    said, chances = answers.believe(plane_grid(data, rows, columns))
    return np.flipud(said.reshape(rows, columns)), np.flipud(chances.reshape(rows, columns))
