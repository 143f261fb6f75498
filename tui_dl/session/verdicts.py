"""What a network says of each validation row, how sure it is of it, and where it is most wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.metrics import confusion_matrix
from tui_dl.session.inspection import network_of
from tui_dl.session.knobs import value_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.session.state import RunState

    Array = NDArray[np.floating]
    Classes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """All rows of the validation part.

    Attributes:
        probabilities: (rows, classes).
        said: (rows,) the class that was answered.
        targets: (rows,) the class that is right.
        threshold: From which probability on class 1 is said, of two classes; None with more.
    """

    probabilities: Array
    said: Classes
    targets: Classes
    threshold: float | None

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
