"""A table on its way to a data set: before it is split, and its parts after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows that are not split yet.

    Attributes:
        inputs: (rows, features).
        targets: (rows,), classes from 0 or values.
        feature_names: One a column.
        class_names: One a class; none for regression.
    """

    inputs: NDArray[np.float64]
    targets: NDArray[np.generic]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RawPart:
    """The rows of one part, not standardised yet: inputs (rows, features), targets (rows,)."""

    inputs: NDArray[np.float64]
    targets: NDArray[np.generic]
