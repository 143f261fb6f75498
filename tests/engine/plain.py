"""The same mathematics written down once more, plainly: row by row of the textbook, float64, nothing in place.

It shares no line with the engine. `backwards` adds every sum up from its other end, and takes the sigmoid by its other
formula, through tanh: what that changes is what rounding alone can change. `other_tanh` changes the last digit of
tangents, for the same end. Forward it also takes complex parameters,
for derivatives by the complex step.
"""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def by_exponential(z):
    """The hyperbolic tangent by its other formula."""
    faded = np.exp(-2 * np.abs(z))
    near, far = -np.expm1(-2 * np.abs(z)) / (1 + faded), 1 - 2 * faded / (1 + faded)
    return np.copysign(np.where(np.abs(z) > 0.5, far, near), z)


def inner(z, tanh=np.tanh):
    return tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))


def gelu_slope(z, tanh=np.tanh):
    t = inner(z, tanh)
    return (1 + t) / 2 + z / 2 * (1 - t * t) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)


BENDS = {
    "linear": (lambda z: z, np.ones_like),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.where(z > 0, z, 0 * z), lambda z: (z > 0) * 1.0),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1.0, 0.01)),
    "gelu": (lambda z: z / 2 * (1 + inner(z)), gelu_slope),
}
OTHER_TANH = {
    "tanh": (by_exponential, lambda z: 1 - by_exponential(z) ** 2),
    "gelu": (lambda z: z / 2 * (1 + inner(z, by_exponential)), lambda z: gelu_slope(z, by_exponential)),
}
THROUGH_TANH = (lambda z: 0.5 + 0.5 * np.tanh(0.5 * z), lambda z: 0.25 - (0.5 * np.tanh(0.5 * z)) ** 2)


def loss_of(name: str, z, t):
    """The mean over rows of outputs z (rows, outputs) and targets t: classes or values (rows,)."""
    if name == "softmax_cross_entropy":
        z = z - z.real.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), t])
    z = z[:, 0]
    if name == "binary_cross_entropy":
        wrong = np.where(t == 1, -z, z)
        far = wrong.real > 0
        return np.mean(np.where(far, wrong, 0) + np.log(1 + np.exp(np.where(far, -wrong, wrong))))
    return np.mean((z - t) ** 2) if name == "mse" else np.mean(np.abs(z - t))


def slope_of(name: str, z, t):
    rows = len(z)
    if name == "softmax_cross_entropy":
        shares = np.exp(z - z.max(axis=1, keepdims=True))
        shares = shares / shares.sum(axis=1, keepdims=True)
        return (shares - np.eye(z.shape[1])[t]) / rows
    t = t[:, None]
    if name == "binary_cross_entropy":
        return np.where(t == 1, -sigmoid(-z), sigmoid(z)) / rows
    return 2 * (z - t) / rows if name == "mse" else np.sign(z - t) / rows


class Plain:
    """A network and its optimizer, as a list of (weights (units, inputs), biases (units,)) a layer."""

    def __init__(
        self, layers, activations, loss: str, recipe, *, backwards: bool = False, other_tanh: bool = False
    ) -> None:
        self.parameters = [part.copy() for pair in layers for part in pair]
        self.activations, self.loss, self.recipe, self.backwards = activations, loss, recipe, backwards
        self.m = [np.zeros_like(part) for part in self.parameters]
        self.v = [np.zeros_like(part) for part in self.parameters]
        self.step = 0
        self.bends = BENDS | ({"sigmoid": THROUGH_TANH} if backwards else {}) | (OTHER_TANH if other_tanh else {})

    def product(self, a, b):
        return a[:, ::-1] @ b[::-1] if self.backwards else a @ b

    def total(self, a):
        return a[::-1].sum(axis=0) if self.backwards else a.sum(axis=0)

    def forward(self, x):
        sums, said = [], [x]
        for layer in range(len(self.parameters) // 2):
            w, b = self.parameters[2 * layer : 2 * layer + 2]
            sums.append(self.product(said[-1], w.T) + b)
            name = self.activations[layer] if layer < len(self.activations) else "linear"
            said.append(self.bends[name][0](sums[-1]))
        return sums, said

    def gradients(self, x, t):
        sums, said = self.forward(x)
        delta, found = slope_of(self.loss, sums[-1], t), []
        for layer in reversed(range(len(sums))):
            found[:0] = [self.product(delta.T, said[layer]), self.total(delta)]
            if layer:
                delta = self.product(delta, self.parameters[2 * layer])
                delta = delta * self.bends[self.activations[layer - 1]][1](sums[layer - 1])
        return loss_of(self.loss, sums[-1], t), found

    def train(self, x, t) -> float:
        """One step; the batch's loss, without penalties."""
        recipe, self.step = self.recipe, self.step + 1
        loss, slopes = self.gradients(x, t)
        for number, (p, g) in enumerate(zip(self.parameters, slopes, strict=True)):
            weights = number % 2 == 0
            pull = recipe.l1 * np.sign(p) + (0 if recipe.optimizer == "adamw" else recipe.l2) * p
            if weights and recipe.optimizer == "adamw":
                self.parameters[number] = p - recipe.learning_rate * recipe.l2 * p
            move = self.move(number, g + weights * pull)
            self.parameters[number] = self.parameters[number] - recipe.learning_rate * move
        return float(loss)

    def move(self, number: int, g):
        name, momentum, m, v = self.recipe.optimizer, self.recipe.momentum, self.m, self.v
        if name == "sgd":
            return g
        if name in {"momentum", "nesterov"}:
            v[number] = momentum * v[number] + g
            return v[number] if name == "momentum" else g + momentum * v[number]
        if name == "rmsprop":
            v[number] = 0.99 * v[number] + 0.01 * g * g
            return g / (np.sqrt(v[number]) + 1e-8)
        m[number] = 0.9 * m[number] + 0.1 * g
        v[number] = 0.999 * v[number] + 0.001 * g * g
        return m[number] / (1 - 0.9**self.step) / (np.sqrt(v[number] / (1 - 0.999**self.step)) + 1e-8)
