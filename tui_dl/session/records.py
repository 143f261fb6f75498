"""What is known of a run at one of its moments: scores, records of epochs, weights, where it blew up."""

from __future__ import annotations

import msgspec


class Scores(msgspec.Struct, frozen=True):
    """How well a model does on one part, measured over the whole part, without dropout and penalties."""

    loss: float | None = None
    """Mean loss per row; None for models that have none."""
    accuracy: float | None = None
    r2: float | None = None
    mse: float | None = None
    precision: float | None = None
    """Of class 1, as are recall and F1; None unless there are two classes."""
    recall: float | None = None
    f1: float | None = None
    confidence: float | None = None
    """Mean probability of the likeliest class."""
    calibration: float | None = None
    """How far confidence is from accuracy, over ten equal bins of it."""

    @property
    def score(self) -> float | None:
        """What the task is judged by: accuracy, or R2 where values are asked for."""
        return self.r2 if self.accuracy is None else self.accuracy


class LayerHealth(msgspec.Struct, frozen=True):
    """The state of one layer at the end of an epoch."""

    gradient_norm: float
    update_ratio: float
    """Norm of the last update over the norm of the weights."""
    saturated: float
    """Share of outputs at their ends (|tanh| > .95, sigmoid outside .025 to .975)."""
    dead: float
    """Share of units that are zero on every training row."""


class EpochRecord(msgspec.Struct, frozen=True):
    """One epoch's end. Epoch 0 is the network before its first step."""

    epoch: int
    step: int
    train: Scores
    validation: Scores
    batch_loss: float | None = None
    """Mean loss of the epoch's batches as they were met; None at epoch 0."""
    penalty: float = 0.0
    layers: tuple[LayerHealth, ...] = ()
    touched: bool = False
    """Measured anew because a weight, a unit, the rows or the threshold was changed by hand."""


class Weights(msgspec.Struct, frozen=True):
    """The parameters at one step: the engine's flat vector."""

    step: int
    epoch: int
    dtype: str
    flat: bytes
    held: tuple[tuple[int, int, float], ...] = ()
    """Hidden units that say one value whatever comes in: (layer, unit, value), counted from 1."""
    depth: int | None = None
    """How many hidden layers there are yet, where they are added one by one; None: all."""


class Divergence(msgspec.Struct, frozen=True):
    """Where a run blew up; its weights are those of the last finite epoch's end."""

    epoch: int
    step: int
    layer: int


# Commands. `id` names the run, chosen by the sender; events carry it back.
