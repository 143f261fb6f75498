"""Penalties on large weights: L1 pulls each weight to zero by the same amount, L2 in proportion to its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.engine.network import Network

    Array = NDArray[np.floating]


class Penalty:
    """l1 sum|w| + l2 / 2 sum w², over weights; biases are spared."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.room = np.empty_like(network.parameters)
        self.set(0.0, 0.0)

    def set(self, l1: float, l2: float) -> None:
        """Take other strengths."""
        self.l1, self.l2, self.active = l1, l2, bool(l1 or l2)
        self.pull1, self.pull2 = (strength * self.network.is_weight for strength in (l1, l2))

    def value(self) -> float:
        """What is added to the loss at the present weights."""
        weights = self.network.parameters * self.network.is_weight
        return float(self.l1 * np.abs(weights).sum() + self.l2 / 2 * np.vdot(weights, weights))

    def add_gradients(self) -> None:
        """Add the slope, l1 sign(w) + l2 w, to the network's gradients."""
        gradients, parameters, room = self.network.gradients, self.network.parameters, self.room
        if self.l2:
            np.multiply(parameters, self.pull2, room)
            np.add(gradients, room, gradients)
        if self.l1:
            np.sign(parameters, room)
            np.multiply(room, self.pull1, room)
            np.add(gradients, room, gradients)
