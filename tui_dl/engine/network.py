"""A dense network: layers of weighted sums, each bent by an activation, the last left straight.

Arrays inside are feature-major, (units, rows): a layer is then one matrix product. A constant row of ones under
each layer's values carries the biases, so that weights and biases of a layer are one matrix, and all layers'
matrices lie one after the other in one flat vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.activations import ACTIVATIONS, Activation
from tui_dl.engine.initializers import INITIALIZERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.floating]


ROOM = 65_536  # numbers of a layer that are worked on at a time: what is between inputs and outputs stays in the cache


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer's share of the network's flat vectors; all arrays are views.

    Attributes:
        matrix: (units, inputs + 1), the last column the biases.
        gradient: The derivative of the batch's mean loss by `matrix`, same shape.
        activation: What bends the sums.
        span: Where the flat vectors have it.
    """

    matrix: Array
    gradient: Array
    activation: Activation
    span: slice

    @property
    def weights(self) -> Array:
        """(units, inputs)."""
        return self.matrix[:, :-1]

    @property
    def biases(self) -> Array:
        """(units,)."""
        return self.matrix[:, -1]

    @property
    def weight_gradients(self) -> Array:
        """(units, inputs)."""
        return self.gradient[:, :-1]

    @property
    def bias_gradients(self) -> Array:
        """(units,)."""
        return self.gradient[:, -1]


class Network:
    """A dense network of any depth, none hidden included.

    Attributes:
        sizes: Units of each layer, inputs first: (inputs, hidden..., outputs).
        activations: Name of each hidden layer's activation.
        parameters: (count,), every weight and bias, layer by layer.
        gradients: (count,), in the same order.
        gradients_and_room: (2, count), the gradients, and below them free room, of use to an optimizer.
        is_weight: (count,), 1 for weights, 0 for biases: penalties spare biases.
        layers: Views into these, the output layer last.
        held: Hidden units that say one value whatever comes in: {(layer, unit): value}, both counted from 1.
    """

    def __init__(self, sizes: Sequence[int], activations: Sequence[str], dtype: type[np.floating] = np.float32) -> None:
        shapes = [(units, inputs + 1) for inputs, units in pairwise(sizes)]
        ends = np.cumsum([0, *(rows * columns for rows, columns in shapes)])
        self.sizes, self.activations, self.dtype = tuple(sizes), tuple(activations), dtype
        self.parameters: Array = np.zeros(ends[-1], dtype)
        self.gradients_and_room: Array = np.zeros((2, ends[-1]), dtype)
        self.gradients: Array = self.gradients_and_room[0]
        self.is_weight: Array = np.ones(ends[-1], dtype)
        self.held: dict[tuple[int, int], float] = {}
        self.layers = []
        spans = [slice(*ends_of) for ends_of in pairwise(ends.tolist())]
        for span, shape, name in zip(spans, shapes, [*activations, "linear"], strict=True):
            self.is_weight[span].reshape(shape)[:, -1] = 0.0
            matrix, gradient = (flat[span].reshape(shape) for flat in (self.parameters, self.gradients))
            self.layers.append(Layer(matrix, gradient, ACTIVATIONS[name], span))

    def initialize(self, initializer: str, rng: Generator, scale: float = 1.0, hidden_bias: float = 0.0) -> None:
        """Draw all weights; `auto` takes He for the ReLU kinds and gelu, Glorot elsewhere.

        Biases of hidden layers begin at `hidden_bias`, those of the output at zero; `constant` adds `scale` to both.
        """
        for layer in self.layers:
            units, inputs = layer.weights.shape
            name = layer.activation.start if initializer == "auto" else initializer
            layer.weights[:] = INITIALIZERS[name](units, inputs, scale, rng)
            layer.biases[:] = scale if name == "constant" else 0.0
            layer.biases[:] += 0.0 if layer is self.layers[-1] else hidden_bias

    def guess(self, initializer: str, rng: Generator, scale: float = 1.0) -> None:
        """Draw every number anew, biases as if each were one more weight."""
        for layer in self.layers:
            units, inputs = layer.weights.shape
            name = layer.activation.start if initializer == "auto" else initializer
            layer.matrix[:] = INITIALIZERS[name](units, inputs + 1, scale, rng)

    def layer_outputs(self, inputs: Array) -> list[Array]:
        """What each layer says to `inputs` (rows, features): a list of (rows, units), the last the logits."""
        values, said = np.asarray(inputs, self.dtype).T, []
        for number, layer in enumerate(self.layers, start=1):
            sums = layer.weights @ values
            sums += layer.biases[:, None]
            values = np.empty_like(sums)
            layer.activation.apply(sums, values)
            for unit, value in self.held_in(number):
                values[unit - 1] = value
            said.append(values.T)
        return said

    def held_in(self, layer: int) -> list[tuple[int, float]]:
        """(unit, value) of the units of a layer that are held, layer and unit counted from 1."""
        return [(unit, value) for (number, unit), value in self.held.items() if number == layer]

    def outputs(self, inputs: Array) -> Array:
        """Logits or predicted values, (rows, outputs), for `inputs` (rows, features), so many rows at a time."""
        most = max(1, ROOM // max(self.sizes[1:]))
        if len(inputs) <= most:
            return self.layer_outputs(inputs)[-1]
        answers = np.empty((self.sizes[-1], len(inputs)), self.dtype)
        for start in range(0, len(inputs), most):
            part = slice(start, start + most)
            answers[:, part] = self.layer_outputs(inputs[part])[-1].T
        return answers.T
