"""What a model says of each validation row, how sure it is of it, and where it is most wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.metrics import confusion_matrix
from tui_dl.session.inspection import network_of
from tui_dl.session.knobs import value_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.classical.process import Fit
    from tui_dl.session.state import RunState

    Array = NDArray[np.floating]
    Classes = NDArray[np.intp]


TWO = 2  # classes, between which a threshold can be moved


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """All rows of the validation part.

    Attributes:
        probabilities: (rows, classes).
        said: (rows,) the class that was answered.
        targets: (rows,) the class that is right.
        threshold: From which probability on class 1 is said, of two classes; None with more.
        likely: Whether those are probabilities; else distances from a border, above zero on a class's own side.
    """

    probabilities: Array
    said: Classes
    targets: Classes
    threshold: float | None
    likely: bool = True

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest that class 1 could be given: 0 and 1, or the ends of all distances."""
        if self.likely:
            return 0.0, 1.0
        low, high = (float(end) for end in (self.probabilities[:, 1].min(), self.probabilities[:, 1].max()))
        return (low, high) if np.isfinite(high - low) and high > low else (-1.0, 1.0)

    @property
    def matrix(self) -> Classes:
        """(classes, classes) counts: row the true class, column the answer."""
        found: Classes = confusion_matrix(self.said, self.targets, self.probabilities.shape[1])  # type: ignore[assignment]  # integers
        return found

    @property
    def given(self) -> Array:
        """(rows,) the probability that the true class was given."""
        given: Array = self.probabilities[np.arange(len(self.targets)), self.targets]
        return given

    @property
    def mistakes(self) -> list[int]:
        """Numbers (from 0) of the rows that were answered wrong, the worst first: it had given them least."""
        wrong = np.flatnonzero(self.said != self.targets)
        order: list[int] = wrong[np.argsort(self.given[wrong], kind="stable")].tolist()
        return order


def verdicts_of(state: RunState) -> Verdicts | None:
    """The verdicts of a run's network as it is now; None where there is none, or the data has no classes."""
    network, data = network_of(state), state.dataset
    if network is None or not data.class_names:
        return None
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(network.outputs(data.validation.inputs).astype(float))
        raised = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        likely = raised / raised.sum(axis=1, keepdims=True)
        if outputs.shape[1] == 1:
            ones = 1.0 / (1.0 + np.exp(-outputs[:, 0]))
            likely = np.column_stack([1.0 - ones, ones])
    threshold = float(value_at(state.run, "decision_threshold")) if outputs.shape[1] == 1 else None
    said = likely.argmax(axis=1) if threshold is None else (likely[:, 1] > threshold).astype(np.intp)
    return Verdicts(likely, said, data.validation.targets.astype(np.intp), threshold)


def verdicts_of_fit(fit: Fit, data: Dataset, cut: float | None = None) -> Verdicts | None:
    """The verdicts of a classical method; None where it has told none.

    With `cut`, class 1 is said above it, whatever the method itself says: above that probability, or distance.
    """
    told, targets = fit.told, data.validation.targets.astype(np.intp)
    if told is None or not told.numbers or not data.class_names:
        return None
    said = np.frombuffer(told.said, np.int64).astype(np.intp)
    if len(said) != len(targets):  # it was fitted on other rows
        return None
    numbers = np.nan_to_num(np.frombuffer(told.numbers)).reshape(len(said), -1)
    numbers = np.clip(numbers, 0.0, 1.0) if told.likely else numbers
    threshold = None if len(data.class_names) != TWO else cut if cut is not None else 0.5 if told.likely else 0.0
    if threshold is not None and cut is not None:
        said = (numbers[:, 1] > threshold).astype(np.intp)
    return Verdicts(numbers, said, targets, threshold, told.likely)
