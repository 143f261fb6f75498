"""What is measured of a network at an epoch's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.metrics import scores
from tui_dl.session.records import EpochRecord, LayerHealth, Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.engine.network import Network
    from tui_dl.engine.training import Trainer

    Array = NDArray[np.floating]


def scores_of(network: Network, loss: str, part: Part, threshold: float) -> Scores:
    """How well a network does on a part."""
    return Scores(**scores(loss, network.outputs(part.inputs), part.targets, threshold))


def record_of(
    trainer: Trainer, loss: str, dataset: Dataset, threshold: float, before: Array, losses: list[float]
) -> EpochRecord:
    """A network as it is now; `before` (count,) are its parameters before the last step, `losses` the batches'."""
    network, train = trainer.network, dataset.train
    said = network.layer_outputs(train.inputs)
    return EpochRecord(
        trainer.epoch,
        trainer.step,
        Scores(**scores(loss, said[-1], train.targets, threshold)),
        scores_of(network, loss, dataset.validation, threshold),
        float(np.mean(losses)) if losses else None,
        trainer.penalty(),
        health_of(network, before, said) if trainer.step else (),
    )


def health_of(network: Network, before: Array, said: list[Array]) -> tuple[LayerHealth, ...]:
    """Each layer's health where it said `said`; `before` (count,) are the parameters before the last step."""
    names = (*network.activations, "linear")
    health = []
    for layer, name, values in zip(network.layers, names, said, strict=True):
        was = before[layer.span].reshape(layer.matrix.shape)
        size = float(np.linalg.norm(was)) or 1.0
        health.append(
            LayerHealth(
                float(np.linalg.norm(layer.gradient)),
                float(np.linalg.norm(layer.matrix - was)) / size,
                _saturated(name, values),
                float((values == 0).all(axis=0).mean()),
            )
        )
    return tuple(health)


def _saturated(activation: str, values: Array) -> float:
    """Share of outputs at their ends: |tanh| above .95, sigmoid outside .025 to .975."""
    if activation == "tanh":
        return float((np.abs(values) > 0.95).mean())
    if activation == "sigmoid":
        return float((np.abs(values - 0.5) > 0.475).mean())
    return 0.0
