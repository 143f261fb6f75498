"""What a run tells while it goes its way: its records, and the events that are never dropped."""

from __future__ import annotations

import msgspec

from tui_dl.session.run import Run

Value = int | float | str | tuple[int | str, ...] | None


class Scores(msgspec.Struct, frozen=True):
    """How well a model does on one part, measured over the whole part, without dropout and penalties."""

    loss: float | None = None
    """Mean loss per row; None for models that have none."""
    accuracy: float | None = None
    r2: float | None = None
    mse: float | None = None


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


class Weights(msgspec.Struct, frozen=True):
    """The parameters at one step: the engine's flat vector."""

    step: int
    epoch: int
    dtype: str
    flat: bytes


class Divergence(msgspec.Struct, frozen=True):
    """Where a run blew up; its weights are those of the last finite epoch's end."""

    epoch: int
    step: int
    layer: int


# Events.
class Began(msgspec.Struct, frozen=True, tag=True):
    """A run was set up: its size, and what it looks like before the first step."""

    id: int
    parameters: int
    first: EpochRecord
    weights: Weights


class Epochs(msgspec.Struct, frozen=True, tag=True):
    """Records of epochs that ended, complete and in order."""

    id: int
    records: tuple[EpochRecord, ...]


class Changed(msgspec.Struct, frozen=True, tag=True):
    """A change took effect and is now part of the run, at its step."""

    id: int
    run: Run


class Ended(msgspec.Struct, frozen=True, tag=True):
    """The run is over; `reason` is epochs, target, patience, diverged or user."""

    id: int
    reason: str
    weights: Weights
    seconds: float
    """Time spent in training, without pauses and pace."""
    divergence: Divergence | None = None


Event = Began | Epochs | Changed | Ended
