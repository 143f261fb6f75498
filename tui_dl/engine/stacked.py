"""The passes of many networks of one shape at once, one batch each.

Arrays are those of `passes` with the networks in the middle, (units, networks, rows): the ones under the values stay
at the end, so that all units' numbers lie together and an activation is one call. For a product the networks come to
the front, as a view; it is then one call for all of them, and the rest costs little more than for one network.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from tui_dl.engine.network import Network
    from tui_dl.engine.stacked_batches import StackedBatch
    from tui_dl.engine.stacked_losses import Slope

    Array = NDArray[np.floating]
    Call = Callable[[], object]

VALUES = 1  # where the values are in the rooms: sums, values, slopes, scratch space


def of_each(array: Array) -> Array:
    """The same numbers, the networks in front: what a batched product wants."""
    return array.swapaxes(0, 1)


def turned(array: Array) -> Array:
    """Each network's matrix transposed."""
    return array.swapaxes(1, 2)


def layers_of(like: Network, flat: Array) -> list[Array]:
    """Each layer's matrices, (networks, units, inputs + 1): views of `flat`, (networks, count)."""
    return [flat[:, layer.span].reshape(-1, *layer.matrix.shape) for layer in like.layers]


class StackedLayer(NamedTuple):
    """One layer of all networks.

    Attributes:
        matrix: (networks, units, inputs + 1).
        gradient: The same.
        rooms: (4, units + 1, networks, rows): sums, values, slopes, scratch space.
        blame: (units + 1, networks, rows), the derivative of each loss by the values, then by the sums.
    """

    matrix: Array
    gradient: Array
    rooms: Array
    blame: Array

    @property
    def sums(self) -> Array:
        """(units, networks, rows)."""
        sums: Array = self.rooms[0, :-1]
        return sums

    @property
    def values(self) -> Array:
        """(units + 1, networks, rows), the last unit ones."""
        values: Array = self.rooms[VALUES]
        return values

    @property
    def deltas(self) -> Array:
        """(units, networks, rows), the derivative of each loss by the sums."""
        return self.blame[:-1]


class StackedPasses:
    """Forward and backward for batches of one size; what the networks answer goes to the batch's own room."""

    def __init__(self, like: Network, parameters: Array, gradients: Array, rows: int, slope: Slope) -> None:
        """`parameters` and `gradients` are (networks, count), each row laid out as `like` has them."""
        layers = self._made(like, parameters, gradients, rows)
        first, last = layers[0], layers[-1]
        self._slope, self._deltas = slope, last.deltas
        self._matrix, self._sums = first.matrix, of_each(first.sums)
        self._gradient, self._first_deltas = first.gradient, of_each(first.deltas)
        self._upward: list[Call] = []
        self._downward: list[Call] = []
        for (below, above), layer in zip(pairwise(layers), like.layers, strict=False):
            self._upward += [
                partial(layer.activation.apply, below.sums, below.values[:-1]),
                partial(np.matmul, above.matrix, of_each(below.values), of_each(above.sums)),
            ]
            self._answer = partial(np.matmul, above.matrix, of_each(below.values))
            self._downward[:0] = [
                partial(np.matmul, of_each(above.deltas), turned(of_each(below.values)), above.gradient),
                _pass_down(above, below),
                partial(np.multiply, below.blame, below.rooms[2], below.blame),
            ]
        del self._upward[-1:]  # the outputs' sums: `_answer` finds them
        self._downward[:0] = list(self._slopes(like))

    def _made(self, like: Network, parameters: Array, gradients: Array, rows: int) -> list[StackedLayer]:
        ends = np.cumsum([0, *(len(layer.matrix) + 1 for layer in like.layers)])
        self._rooms = np.zeros((4, ends[-1], len(parameters), rows), parameters.dtype)
        self._rooms[VALUES] = 1.0
        self._spans = [slice(*ends_of) for ends_of in pairwise(ends)]
        matrices, slopes = layers_of(like, parameters), layers_of(like, gradients)
        return [
            StackedLayer(matrix, gradient, self._rooms[:, span], np.empty_like(self._rooms[0, span]))
            for matrix, gradient, span in zip(matrices, slopes, self._spans, strict=True)
        ]

    def _slopes(self, like: Network) -> Iterator[Call]:
        """The activations' slopes, neighbouring layers that bend alike in one call."""
        hidden = zip(like.activations, like.layers, self._spans, strict=False)
        for _, alike in groupby(hidden, key=itemgetter(0)):
            members = list(alike)
            (_, layer, bottom), (_, _, top) = members[0], members[-1]
            yield partial(layer.activation.slope, *self._rooms[:, bottom.start : top.stop])

    def forward(self, batch: StackedBatch) -> None:
        """From the inputs up to the outputs."""
        if not self._upward:
            np.matmul(self._matrix, batch.columns, batch.said)
            return
        np.matmul(self._matrix, batch.columns, self._sums)
        for call in self._upward:
            call()
        self._answer(batch.said)

    def backward(self, batch: StackedBatch) -> None:
        """Gradients of each network's mean loss."""
        self._slope(batch.outputs, batch.targets, self._deltas)
        for call in self._downward:
            call()
        np.matmul(self._first_deltas, batch.rows, self._gradient)


def _pass_down(above: StackedLayer, below: StackedLayer) -> Call:
    """The blame of the values below; a single unit's is a plain product of its weights and its delta."""
    if above.matrix.shape[1] == 1:
        return partial(np.multiply, above.matrix.transpose(2, 0, 1), above.deltas, below.blame)
    return partial(np.matmul, turned(above.matrix), of_each(above.deltas), of_each(below.blame))


def stacked_outputs(like: Network, parameters: Array, inputs: Array) -> Array:
    """(outputs, networks, rows): what each network answers to its own `inputs`, (networks, rows, features)."""
    values = turned(inputs.astype(parameters.dtype))
    for matrix, layer in zip(layers_of(like, parameters), like.layers, strict=True):
        sums = np.empty((matrix.shape[1], len(matrix), inputs.shape[1]), parameters.dtype)
        np.matmul(matrix[:, :, :-1], values, of_each(sums))
        sums += matrix[:, :, -1].T[:, :, None]
        bent = np.empty_like(sums)
        layer.activation.apply(sums, bent)
        values = of_each(bent)
    return of_each(values)
