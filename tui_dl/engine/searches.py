"""Searches: learning without a gradient. Weights are tried out and kept if the loss over all rows is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.engine.network import Network
    from tui_dl.engine.recipe import Recipe

    Array = NDArray[np.floating]

SEARCHES = ("random", "nudge")


class Search:
    """Tries one set of weights after another.

    `random` draws a whole new set, as the network's beginning was drawn, biases too; `nudge` adds to every number
    a little of its own, normal with the learning rate as its standard deviation.
    """

    def __init__(
        self,
        network: Network,
        objective: Callable[[], float],
        rng: Generator,
        recipe: Callable[[], Recipe],
        free: Array,
    ) -> None:
        """`objective` measures the present weights; `free` (count,) is 1 where a number may move, else 0."""
        self.network, self.objective, self.rng, self.recipe, self.free = network, objective, rng, recipe, free

    def try_once(self) -> float:
        """One try; its objective, whether it was kept or not."""
        parameters, recipe = self.network.parameters, self.recipe()
        before, had = parameters.copy(), self.objective()
        if recipe.optimizer == "random":
            self.network.guess(recipe.initializer, self.rng, recipe.initializer_scale)
        else:
            parameters += (self.rng.normal(size=len(parameters)) * recipe.learning_rate).astype(parameters.dtype)
        np.copyto(parameters, before, where=self.free == 0)
        got = self.objective()
        better = got < had if recipe.direction == "down" else got > had
        if not better:
            np.copyto(parameters, before)
        return got
