"""A run of one hidden layer worked out anew from its raw weights: what the screen's numbers are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.ui.readings import digits

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.session.state import RunState

GRID = 48  # points each way that are counted for words


@dataclass(frozen=True, eq=False)
class Own:
    """What the run on screen is, from its raw weights and records."""

    state: RunState

    @property
    def data(self) -> Dataset:
        return self.state.dataset

    @property
    def matrices(self) -> list[np.ndarray]:
        """(units, inputs + 1) of each layer."""
        flat = np.frombuffer(self.state.weights.flat, self.state.weights.dtype).astype(float)
        (units,) = self.state.run.experiment.model.hidden
        return [flat[: 3 * units].reshape(units, 3), flat[3 * units :].reshape(1, units + 1)]

    def sums(self, inputs: np.ndarray) -> np.ndarray:
        """(rows,) before the last bend."""
        first, last = self.matrices
        return np.tanh(inputs @ first[:, :2].T + first[:, 2]) @ last[0, :-1] + last[0, -1]

    def belief(self, inputs: np.ndarray) -> np.ndarray:
        """(rows,) probability of class 1."""
        return 1 / (1 + np.exp(-self.sums(inputs)))

    def accuracy(self, part: Part) -> float:
        return float(((self.sums(part.inputs) > 0) == (part.targets == 1)).mean())

    def cost(self, part: Part) -> float:
        given = self.belief(part.inputs)
        return float(-np.log(np.where(part.targets == 1, given, 1 - given)).mean())

    def wrong(self, part: Part) -> int:
        return round((1 - self.accuracy(part)) * len(part))

    @property
    def bounds(self) -> list:
        return [digits(end, 2) for ends in self.data.bounds for end in ends]
