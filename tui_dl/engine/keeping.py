"""Keyframes: all that a trainer carries from one epoch to the next, so that training can go on from there again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.floating]

STREAM_BYTES = 500  # of a generator's state, about


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A trainer between two epochs; the arrays are copies.

    Attributes:
        epoch: Epochs that were complete.
        step: Steps that had been taken.
        limit: The largest loss that was no divergence.
        vectors: (3, count): parameters, gradients, and the parameters of the last epoch's end at which all was finite.
        memory: What the optimizer carries from step to step.
        streams: States of the generators of batches and dropout.
    """

    epoch: int
    step: int
    limit: float
    vectors: Array
    memory: tuple[Array, ...]
    streams: tuple[Any, ...]  # what NumPy calls a generator's state: nested dicts

    @property
    def nbytes(self) -> int:
        """Room that it takes."""
        return self.vectors.nbytes + sum(part.nbytes for part in self.memory) + STREAM_BYTES * len(self.streams)


def state_of(rng: Generator) -> Any:
    """Where a generator is, as a value of its own."""
    return rng.bit_generator.state


def set_state(rng: Generator, state: Any) -> None:
    """Put a generator where it was."""
    rng.bit_generator.state = state
