"""One batch through the network and back: the forward pass, then backpropagation, in buffers made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.losses import Loss
    from tui_dl.engine.network import Network

    Array = NDArray[np.floating]


class Passes:
    """Buffers for batches of one size.

    Attributes:
        inputs: (features + 1, rows), the last row ones; the caller fills in the batch.
        targets: (outputs, rows).
    """

    def __init__(self, network: Network, rows: int, loss: Loss) -> None:
        self.layers, self.loss = network.layers, loss
        self.values = [np.ones((size + 1, rows), network.dtype) for size in network.sizes[:-1]]
        self.sums = [np.empty((size, rows), network.dtype) for size in network.sizes[1:]]
        self.deltas = [np.empty_like(sums) for sums in self.sums]
        self.slopes = [np.empty_like(sums) for sums in self.sums]
        self.keeps: list[Array] = []
        self.inputs, self.outputs = self.values[0], self.sums[-1]
        self.targets = np.empty((network.sizes[-1], rows), network.dtype)

    def forward(self) -> None:
        """Weighted sums and activations, layer by layer, up to the outputs."""
        for depth, layer in enumerate(self.layers):
            layer.matrix.dot(self.values[depth], self.sums[depth])
            if depth + 1 < len(self.layers):
                values = self.values[depth + 1][:-1]
                layer.activation.apply(self.sums[depth], values)
                if self.keeps:
                    np.multiply(values, self.keeps[depth], out=values)

    def backward(self) -> None:
        """Gradients of the mean loss, from the outputs back to the first layer (the chain rule)."""
        self.loss.gradient(self.outputs, self.targets, self.deltas[-1])
        for depth in range(len(self.layers) - 1, -1, -1):
            layer, delta = self.layers[depth], self.deltas[depth]
            delta.dot(self.values[depth].T, layer.gradient)
            if depth:
                before, slope = self.deltas[depth - 1], self.slopes[depth - 1]
                layer.weights.T.dot(delta, before)
                if self.keeps:
                    np.multiply(before, self.keeps[depth - 1], out=before)
                values = self._undropped(depth)
                self.layers[depth - 1].activation.slope(self.sums[depth - 1], values, slope)
                np.multiply(before, slope, out=before)

    def _undropped(self, depth: int) -> Array:
        """A hidden layer's activations as they were before dropout."""
        values = self.values[depth][:-1]
        if self.keeps:
            self.layers[depth - 1].activation.apply(self.sums[depth - 1], values)
        return values

    def batch_loss(self) -> float:
        """The batch's mean loss, without penalties."""
        return self.loss.value(self.outputs, self.targets)

    def draw_dropout(self, share: float, rng: Generator) -> None:
        """Choose which hidden values are kept in this batch; kept ones grow so that the mean stays."""
        self.keeps = []
        if share:
            for sums in self.sums[:-1]:
                kept = np.greater_equal(rng.random(sums.shape), share).astype(sums.dtype)
                self.keeps.append(kept / (1.0 - share))
