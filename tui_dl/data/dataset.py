"""A data set split into its three parts, as every model gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Rows that serve one purpose.

    Attributes:
        inputs: (rows, features), as models get them: transformed, and standardised where the recipe says so.
        raw: (rows, features), before standardising.
        targets: (rows,), classes from 0 or values.
    """

    inputs: NDArray[np.float64]
    raw: NDArray[np.float64]
    targets: NDArray[np.generic]

    def __len__(self) -> int:
        return len(self.targets)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A data set and its split.

    Attributes:
        name: What it was made from.
        task: `binary`, `multiclass` or `regression`.
        feature_names: One a column.
        class_names: One a class; none for regression.
        outputs: Width of a network's output layer: 1 for binary tasks and regression, else the classes.
        train: The part that models learn from.
        validation: The part that choices are made by.
    """

    name: str
    task: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    outputs: int
    train: Part
    validation: Part
    _sealed_test: Part  # only `split.open_test` may touch it
