"""One batch through the network and back: the forward pass, then backpropagation, in buffers made once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.batches import Batch
    from tui_dl.engine.losses import Loss
    from tui_dl.engine.network import Layer, Network

    Array = NDArray[np.floating]


class Stage:
    """A layer at work on batches of one size.

    Attributes:
        sums: (units, rows), the weighted sums.
        values: (units + 1, rows), the activations (after dropout), the last row ones: it carries the next biases.
        deltas: (units, rows), the derivative of the loss by the sums.
    """

    def __init__(self, layer: Layer, rows: int) -> None:
        units, dtype = len(layer.matrix), layer.matrix.dtype
        self.sums = np.empty((units, rows), dtype)
        self.values = np.ones((units + 1, rows), dtype)
        self.columns = self.values.T
        self.bent = self.plain = self.values[:-1]
        self.blame = np.empty((units + 1, rows), dtype)  # its last row, the blame of the constant ones, helps nobody
        self.deltas = self.blame[:-1]
        self.room = np.empty((units, rows), dtype)
        self.keep: Array | None = None
        self.gradient = layer.gradient
        self.apply, self.apply_back = layer.activation.apply, layer.activation.back
        self.weigh, self.weigh_back = layer.matrix.dot, layer.matrix.T.dot  # bound once: looking up costs time

    def forward(self, below: Array) -> Array:
        """Weighted sums of the values `below`, bent; the values for the layer above."""
        self.weigh(below, self.sums)
        self.apply(self.sums, self.plain)
        if self.keep is not None:
            np.multiply(self.plain, self.keep, self.bent)
        return self.values

    def backward(self, above: Stage) -> None:
        """The chain rule: from the deltas of the layer above to this layer's."""
        above.weigh_back(above.deltas, self.blame)
        if self.keep is not None:
            np.multiply(self.deltas, self.keep, self.deltas)
        self.apply_back(self.deltas, self.sums, self.plain, self.room)

    def drop(self, share: float, rng: Generator) -> None:
        """Choose which values are kept in this batch; kept ones grow so that the mean stays."""
        if self.keep is None:
            self.plain = np.empty_like(self.sums)
        kept = np.greater_equal(rng.random(self.sums.shape), share).astype(self.sums.dtype)
        self.keep = kept / (1.0 - share)


class Passes:
    """The passes of batches of one size.

    Attributes:
        stages: Each layer at work, the output layer last.
        outputs: (outputs, rows), logits or predicted values.
    """

    def __init__(self, network: Network, rows: int, loss: type[Loss]) -> None:
        self.stages = [Stage(layer, rows) for layer in network.layers]
        *self.hidden, self.last = self.stages
        self.outputs = self.last.sums
        self.loss = loss(self.outputs.shape, network.dtype)
        self.dropping = False
        self.downward = [(stage, above, stage.columns) for stage, above in reversed(list(pairwise(self.stages)))]

    def forward(self, batch: Batch) -> float:
        """Weighted sums and activations, layer by layer, up to the outputs; the mean loss, without penalties."""
        values = batch.columns
        for stage in self.hidden:
            values = stage.forward(values)
        self.last.weigh(values, self.outputs)
        return self.loss.measure(self.outputs, batch.targets, self.last.deltas)

    def backward(self, batch: Batch) -> None:
        """Gradients of the mean loss, from the outputs back to the first layer (the chain rule)."""
        for stage, above, values in self.downward:
            above.deltas.dot(values, above.gradient)
            stage.backward(above)
        first = self.stages[0]
        first.deltas.dot(batch.rows, first.gradient)

    def drop(self, share: float, rng: Generator) -> None:
        """Choose, for this batch, the hidden values that dropout keeps; with a share of 0, all."""
        self.dropping = bool(share)
        for stage in self.hidden:
            if share:
                stage.drop(share, rng)
            elif stage.keep is not None:
                stage.keep, stage.plain = None, stage.bent
