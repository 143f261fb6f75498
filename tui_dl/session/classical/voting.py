"""What a forest's trees say together and each for itself, as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.engine.metrics import r2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset, Part

    Array = NDArray[np.floating]


class Voting(msgspec.Struct, frozen=True):
    """A forest, tree by tree.

    Attributes:
        together: Validation accuracy (R2) of the first tree, the first two, and so on to all.
        alone: Validation accuracy (R2) of one tree by itself, the mean over all trees.
        disagreement: How often two different trees give a validation row different classes; None for values, and
            where there is but one tree.
        shares: On points of a plane, float32 (classes, rows, columns) of `REGION_SHAPE`: the share of trees that vote
            for each class. Empty elsewhere.
    """

    together: tuple[float, ...]
    alone: float
    disagreement: float | None
    shares: bytes = b""

    @property
    def details(self) -> dict[str, float]:
        """What lessons may ask for."""
        known = {"alone": self.alone}
        return known if self.disagreement is None else {**known, "disagreement": self.disagreement}


class OneLuck(np.random.RandomState):
    """The same seed for every tree: nothing is left by chance in which they could differ."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._seed = seed % (2**31 - 1)

    def randint(self, *_: Any, **__: Any) -> Any:
        """Always the same number."""
        return self._seed


def describe(model: Any, dataset: Dataset, grid: Array | None) -> Voting:
    """A fitted forest of scikit-learn's, judged on the validation part; `grid` (points, 2): where votes are counted."""
    part = dataset.validation
    if dataset.task == "regression":
        return _of_values(model, part)
    summed, said = np.zeros((len(part), len(model.classes_))), []
    together, targets = [], part.targets
    for tree in model.estimators_:
        shares = tree.predict_proba(part.inputs)
        summed += shares
        said.append(model.classes_[shares.argmax(axis=1)])
        together.append(float((model.classes_[summed.argmax(axis=1)] == targets).mean()))
    answers = np.array(said)
    alone = float((answers == targets).mean())
    return Voting(tuple(together), alone, _disagreement(answers), _shares(model, dataset, grid))


def _of_values(model: Any, part: Part) -> Voting:
    answers = np.array([tree.predict(part.inputs) for tree in model.estimators_])
    counts = np.arange(1, len(answers) + 1)[:, None]
    together = tuple(_r2(said, part) for said in np.cumsum(answers, axis=0) / counts)
    return Voting(together, float(np.mean([_r2(said, part) for said in answers])), None)


def _r2(said: Array, part: Part) -> float:
    return float(r2(said, part.targets))  # type: ignore[arg-type]  # values


def _disagreement(answers: Array) -> float | None:
    """The mean over all pairs of trees and all rows of `answers` (trees, rows)."""
    trees = len(answers)
    if trees == 1:
        return None
    counts = np.array([(answers == label).sum(axis=0) for label in distinct(answers)])
    alike = (counts * (counts - 1)).sum(axis=0) / (trees * (trees - 1))
    return float((1 - alike).mean())


def _shares(model: Any, dataset: Dataset, grid: Array | None) -> bytes:
    if grid is None:
        return b""
    votes = np.zeros((len(dataset.class_names), len(grid)))
    for tree in model.estimators_:
        said = model.classes_[tree.predict(grid).astype(int)].astype(int)
        votes[said, np.arange(len(grid))] += 1
    return (votes / len(model.estimators_)).astype(np.float32).tobytes()
