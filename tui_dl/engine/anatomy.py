"""One training step taken apart: every array between the inputs and the new weights, with its name and formula.

The step is the trainer's own. Its arrays are those that the trainer's passes leave behind when they are played again
on the weights before the step: the same calls on the same buffers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.batches import Batch
from tui_dl.engine.losses import LOSSES, softmax
from tui_dl.engine.network import Network
from tui_dl.engine.searches import SEARCHES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tui_dl.engine.passes import Passes
    from tui_dl.engine.training import Trainer

    Array = NDArray[np.floating]

STEP = 1e-6  # of a central difference, in float64
OUTPUTS = {  # what becomes of the last sums z, and its formula
    "binary_cross_entropy": "sigmoid({z})",
    "softmax_cross_entropy": "softmax({z})",
}
COSTS = {
    "mse": "mean((p − y)²)",
    "mae": "mean(|p − y|)",
    "binary_cross_entropy": "mean(−y·log p − (1 − y)·log(1 − p))",
    "softmax_cross_entropy": "mean(−Σ y·log p)",
}
SLOPES = {"mse": "2(p − y)/n", "mae": "sign(p − y)/n"}


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One array of a step.

    Attributes:
        name: Such as z1, the sums of layer 1.
        formula: From what it was made; "" for what was given.
        values: (units, rows) on the way of the batch; (units, inputs + 1), biases last, of what belongs to weights.
    """

    name: str
    formula: str
    values: Array


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """A step, taken.

    Attributes:
        forward: From the inputs x up to the prediction p; then the targets y.
        loss: The batch's mean loss before the step, without penalties.
        cost: Its formula.
        penalty: What L1 and L2 added to it.
        backward: From the outputs' slopes down to the first layer's gradients. Penalties are in the gradients.
        before: (count,), all parameters before the step.
        gradients: (count,), the slope of loss and penalty for each of them.
        after: (count,), all parameters after the step.
        new_loss: The same batch's mean loss after the step.
    """

    forward: tuple[Piece, ...]
    loss: float
    cost: str
    penalty: float
    backward: tuple[Piece, ...]
    before: Array
    gradients: Array
    after: Array
    new_loss: float

    @property
    def rows(self) -> int:
        """Of the batch."""
        return int(self.forward[0].values.shape[1])


def take_apart(trainer: Trainer) -> Anatomy | None:
    """Let `trainer` take its next step, and keep all of it; None for a search, which has no gradients.

    Raises:
        Diverged: The loss blew up.
    """
    if trainer.recipe.optimizer in SEARCHES:
        return None
    network, before = trainer.network, trainer.network.parameters.copy()
    trainer.run(1)
    assert trainer.at_work is not None
    passes, batch = trainer.at_work
    after = network.parameters.copy()
    moved = network.gradients.copy()
    network.parameters[:] = before
    with np.errstate(all="ignore"):
        loss = passes.forward(batch)
        forward = tuple(_forward(trainer, passes, batch))
        passes.backward(batch)
        trainer.complete_gradients()
        backward, gradients = tuple(_backward(trainer, passes)), network.gradients.copy()
        penalty = trainer.penalty()
        network.parameters[:] = after
        new_loss = passes.forward(batch)
    network.gradients[:] = moved
    return Anatomy(forward, loss, COSTS[_name(trainer)], penalty, backward, before, gradients, after, new_loss)


class Nudges:
    """What nudging the numbers of a network finds, on the batch of a trainer's last step: in float64, by a twin.

    It knows nothing of backpropagation: it computes losses, and nothing else.
    """

    def __init__(self, trainer: Trainer, anatomy: Anatomy) -> None:
        assert trainer.at_work is not None
        passes, batch = trainer.at_work
        network = Network(trainer.network.sizes, trainer.network.activations, np.float64)
        network.held = dict(trainer.network.held)
        network.parameters[:] = anatomy.before
        self._parameters = network.parameters
        self._passes, self._penalty = trainer.new_passes(network, anatomy.rows), trainer.penalty_on(network)
        for wide, narrow in zip(self._passes.hidden, passes.hidden, strict=True):
            if narrow.dropping:
                wide.keep[:] = narrow.keep
        rows = batch.rows.astype(np.float64)
        self._batch = Batch(rows, rows.T, batch.targets.astype(np.float64))

    def loss(self, index: int, by: float) -> float:
        """Loss and penalty once parameter `index` has changed by so much."""
        kept = self._parameters[index]
        self._parameters[index] = kept + by
        with np.errstate(all="ignore"):
            value = self._passes.forward(self._batch) + self._penalty.value()
        self._parameters[index] = kept
        return value

    def slope(self, index: int) -> float:
        """The central difference of loss and penalty by parameter `index`."""
        return (self.loss(index, STEP) - self.loss(index, -STEP)) / (2 * STEP)


def _forward(trainer: Trainer, passes: Passes, batch: Batch) -> Iterator[Piece]:
    below = "x"
    yield Piece("x", "", batch.columns[:-1].copy())
    for number, (stage, name) in enumerate(zip(passes.hidden, trainer.network.activations, strict=True), start=1):
        yield Piece(f"z{number}", f"W{number}·{below} + b{number}", stage.sums.copy())
        yield Piece(f"a{number}", f"{name}(z{number})", stage.plain.copy())
        below = f"a{number}"
        if stage.dropping:
            below = f"d{number}"
            yield Piece(below, f"dropout(a{number})", stage.values[:-1].copy())
    last, kind = len(passes.stages), _name(trainer)
    yield Piece(f"z{last}", f"W{last}·{below} + b{last}", passes.outputs.copy())
    yield Piece("p", OUTPUTS.get(kind, "{z}").format(z=f"z{last}"), _predicted(kind, passes.outputs))
    targets = (1 - batch.targets) / 2 if kind == "binary_cross_entropy" else batch.targets.copy()
    yield Piece("y", "", targets)


def _predicted(kind: str, outputs: Array) -> Array:
    if kind == "binary_cross_entropy":
        with np.errstate(over="ignore"):
            return np.asarray(1 / (1 + np.exp(-outputs)))
    return softmax(outputs) if kind == "softmax_cross_entropy" else outputs.copy()


def _backward(trainer: Trainer, passes: Passes) -> Iterator[Piece]:
    kind, names, last = _name(trainer), trainer.network.activations, len(passes.stages)
    penalty = " + l1·sign(W) + l2·W" if trainer.penalty() else ""
    for number in range(last, 0, -1):
        stage = passes.stages[number - 1]
        slope = SLOPES.get(kind, "(p − y)/n")
        if trainer.recipe.positive_weight != 1.0:
            slope = f"w·{slope}"
        if number < last:
            slope = f"W{number + 1}ᵀ·dz{number + 1} × {names[number - 1]}′(z{number})"
        below = "x" if number == 1 else f"{'d' if stage.dropping else 'a'}{number - 1}"
        yield Piece(f"dz{number}", slope, stage.deltas.copy())
        yield Piece(f"dW{number}", f"dz{number}·{below}ᵀ{penalty}", stage.layer.gradient.copy())


def _name(trainer: Trainer) -> str:
    return next(name for name, loss in LOSSES.items() if loss is trainer.loss)
