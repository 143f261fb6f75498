"""A data set split into its three parts, as every model gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.columns import WORKED_OUT

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIXELS = 64  # of a digit's picture
FARTHEST = 1e300  # beyond it, the way from one end to the other is no number any more


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
    _sealed_test: Part  # only `split` may touch it
    drawn_of: tuple[int, ...] = ()
    """Rows of the three parts from which these were drawn, to be looked at; none: all of them are here."""

    @property
    def training_rows(self) -> int:
        """Rows that are learned from, here or elsewhere."""
        return self.drawn_of[0] if self.drawn_of else len(self.train)

    @property
    def is_plane(self) -> bool:
        """Whether the inputs are points of a plane."""
        return len(self.feature_names) == 2

    @property
    def is_line(self) -> bool:
        """Whether one value is asked for, of one input: a curve over a line shows all of it."""
        return self.task == "regression" and len(self.feature_names) == 1

    @property
    def is_over_plane(self) -> bool:
        """Whether a point of a plane decides the whole row: nothing else, or columns worked out from x and y."""
        names, further = self.feature_names[:2], self.feature_names[2:]
        worked_out = names == ("x", "y") and all(name in WORKED_OUT for name in further)
        return self.is_plane or (worked_out and np.array_equal(self.train.inputs, self.train.raw))

    def rows_at(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(rows, features) inputs at `points` (rows, 2) of the plane that the data lies over."""
        further = [WORKED_OUT[name](*points.T) for name in self.feature_names[2:]]
        return np.column_stack([points, *further]) if further else points

    @property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """(low, high) of each column over training and validation inputs, with a margin of a twelfth on both sides."""
        both = [*zip(self.train.inputs.min(0), self.validation.inputs.min(0), strict=True)]
        tops = [*zip(self.train.inputs.max(0), self.validation.inputs.max(0), strict=True)]
        ends = [
            (max(float(min(low)), -FARTHEST), min(float(max(high)), FARTHEST))
            for low, high in zip(both, tops, strict=True)
        ]
        margins = [(high - low) / 12 or 1.0 for low, high in ends]
        return tuple((low - margin, high + margin) for (low, high), margin in zip(ends, margins, strict=True))

    @property
    def image_shape(self) -> tuple[int, int] | None:
        """(rows, columns) where a row of inputs is a picture."""
        return (8, 8) if self.name == "digits" and len(self.feature_names) == PIXELS else None


def scaler(train: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and one over the standard deviation of each column; a constant column becomes 0."""
    spread, varies = train.std(axis=0), train.max(axis=0) > train.min(axis=0)  # rounding can give a constant a spread
    return train.mean(axis=0), np.divide(1.0, spread, out=np.zeros_like(spread), where=varies & (spread > 0))
