"""One batch through the network and back: the forward pass, then backpropagation, in buffers made once.

A pass is a list of NumPy calls, each with its arrays, written down once for a batch size and played for every batch:
finding functions and arrays anew at every step would cost as much as a layer.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.batches import Batch
    from tui_dl.engine.losses import Loss
    from tui_dl.engine.network import Layer, Network

    Array = NDArray[np.floating]
    Call = Callable[[], object]


VALUES = 1  # where the values are in a stage's rooms: sums, values, values before dropout, slopes, scratch space


class Stage:
    """A layer at work on batches of one size.

    Its arrays are spans of `rooms`, (5, units + 1 of all layers together, rows): hidden layers that bend alike find
    their slopes in one call.

    Attributes:
        sums: (units, rows), the weighted sums.
        plain: (units, rows), the activations before dropout; without dropout they are part of `values`.
        values: (units + 1, rows), the activations after dropout, the last row ones: it carries the next biases.
        blame: (units + 1, rows), the derivative of the loss by `values`, then by the sums; its last row is not used.
        deltas: (units, rows), the derivative of the loss by the sums.
        keep: (units, rows), what dropout multiplies the activations by: 0, or 1 / (1 - dropout).
    """

    def __init__(self, layer: Layer, rooms: Array, held: list[tuple[int, float]], *, dropping: bool) -> None:
        units, shape = len(layer.matrix), rooms.shape[1:]
        sums, self.values, plain, self.slopes, _ = rooms
        self.layer, self.held, self.dropping = layer, held, dropping
        self.sums, self.plain = sums[:units], (plain if dropping else self.values)[:units]
        self.keep = np.empty((units, shape[1]), rooms.dtype)
        self.blame = np.empty(shape, rooms.dtype)
        self.deltas = self.blame[:units]

    def bend(self) -> Iterator[Call]:
        """Forward, the second half: from weighted sums to activations."""
        yield partial(self.layer.activation.apply, self.sums, self.plain)
        if self.dropping:
            yield partial(np.multiply, self.plain, self.keep, self.values[:-1])
        for unit, value in self.held:
            yield partial(self.values[unit - 1].fill, value)

    def weigh(self, below: Stage) -> Call:
        """Forward, the first half: weighted sums of the values of the layer below."""
        return partial(self.layer.matrix.dot, below.values, self.sums)

    def learn(self, below: Stage) -> Call:
        """Backward: each weight's share of the loss is its sum's delta times the value that it weighed."""
        return partial(self.deltas.dot, below.values.T, self.layer.gradient)

    def pass_down(self, below: Stage) -> Iterator[Call]:
        """Backward: the deltas of the layer below, through the same weights and the slope of its activation."""
        yield partial(self.layer.matrix.T.dot, self.deltas, below.blame)
        if below.dropping:
            yield partial(np.multiply, below.deltas, below.keep, below.deltas)
        yield partial(np.multiply, below.blame, below.slopes, below.blame)
        for unit, _ in below.held:  # what it says depends on nothing
            yield partial(below.deltas[unit - 1].fill, 0.0)

    def draw(self, share: float, rng: Generator) -> None:
        """Choose what dropout keeps in this batch (Srivastava et al. 2014); kept values grow so that the mean stays."""
        np.greater_equal(rng.random(self.sums.shape), share, out=self.keep, casting="unsafe")
        np.divide(self.keep, 1.0 - share, out=self.keep)


class Passes:
    """The passes of batches of one size.

    Attributes:
        hidden: The hidden layers at work.
        stages: All layers at work, the output layer last.
        outputs: (outputs, rows), logits or predicted values.
    """

    def __init__(self, network: Network, rows: int, loss: Callable[..., Loss], *, dropping: bool = False) -> None:
        ends = np.cumsum([0, *(len(layer.matrix) + 1 for layer in network.layers)])
        rooms = np.zeros((5, ends[-1], rows), network.dtype)
        rooms[VALUES] = 1.0
        spans = [slice(*ends_of) for ends_of in pairwise(ends)]
        self.stages = [
            Stage(layer, rooms[:, span], network.held_in(number), dropping=dropping)
            for number, (layer, span) in enumerate(zip(network.layers, spans, strict=True), start=1)
        ]
        *self.hidden, last = self.stages
        first, self.outputs, self.deltas = self.stages[0], last.sums, last.deltas
        self.weigh_first, self.first_sums = first.layer.matrix.dot, first.sums
        self.learn_first, self.first_gradient = first.deltas.dot, first.layer.gradient
        self.measure = loss((len(last.sums), rows), network.dtype).measure
        self.upward: list[Call] = []
        self.downward: list[Call] = []
        for below, above in pairwise(self.stages):
            self.upward += [*below.bend(), above.weigh(below)]
            self.downward[:0] = [above.learn(below), *above.pass_down(below)]
        self.downward[:0] = slopes(network, spans, rooms, dropping=dropping)

    def forward(self, batch: Batch) -> float:
        """From the inputs up to the outputs; the mean loss, without penalties."""
        self.weigh_first(batch.columns, self.first_sums)
        for call in self.upward:
            call()
        return self.measure(self.outputs, batch.targets, self.deltas)

    def backward(self, batch: Batch) -> None:
        """Gradients of the mean loss, from the outputs back to the first layer (the chain rule)."""
        for call in self.downward:
            call()
        self.learn_first(batch.rows, self.first_gradient)

    def drop(self, share: float, rng: Generator) -> None:
        """Choose, for this batch, the hidden values that dropout keeps."""
        for stage in self.hidden:
            stage.draw(share, rng)


def slopes(network: Network, spans: Sequence[slice], rooms: Array, *, dropping: bool) -> Iterator[Call]:
    """Backward, first of all: the activations' slopes, neighbouring layers that bend alike in one call."""
    hidden = zip(network.activations, network.layers, spans, strict=False)
    for _, alike in groupby(hidden, key=itemgetter(0)):
        members = list(alike)
        (_, layer, bottom), (_, _, top) = members[0], members[-1]
        sums, values, plain, found, room = rooms[:, bottom.start : top.stop]
        yield partial(layer.activation.slope, sums, plain if dropping else values, found, room)
