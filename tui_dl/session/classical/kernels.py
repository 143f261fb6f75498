"""A kernel seen from both ends: how alike two points are, and the trip to a higher plane that it saves."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.floating]


def similarity(points: Array, others: Array) -> Array:
    """The square of each dot product, (points, others): one number a pair, from inputs (rows, columns)."""
    squared: Array = (points @ others.T) ** 2
    return squared


def mapped(points: Array) -> Array:
    """Every column squared, then root two times every product of two columns; dot products here are `similarity`."""
    columns = range(points.shape[1])
    products = [np.sqrt(2.0) * points[:, one] * points[:, other] for one, other in combinations(columns, 2)]
    return np.column_stack([points**2, *products])


class MappedFirst:
    """A straight classifier that looks at `mapped` points: the long way round."""

    def __init__(self, straight: Any) -> None:
        self._straight = straight

    def fit(self, inputs: Array, targets: NDArray[Any]) -> Self:
        """Learn from the mapped rows."""
        self._straight.fit(mapped(inputs), targets)
        return self

    def predict(self, inputs: Array) -> Array:
        """The class of each row."""
        said: Array = self._straight.predict(mapped(inputs))
        return said

    def decision_function(self, inputs: Array) -> Array:
        """On which side of its plane each row lies, 1 at the edge of the road."""
        said: Array = self._straight.decision_function(mapped(inputs))
        return said

    def __getattr__(self, name: str) -> Any:
        """Whatever else the straight one has."""
        return getattr(self._straight, name)
