"""Divergence: from which loss on training has failed, and in which layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.losses import LOSSES, mean_loss
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.engine.losses import Loss
    from tui_dl.engine.network import Network
    from tui_dl.engine.passes import Passes

    Array = NDArray[np.floating]

BLOWN_UP = 1e6  # a loss this many times the larger of the first and a constant predictor's has diverged


class Diverged(Problem):
    """The loss blew up: at which step, and in which layer (1 is the first)."""

    def __init__(self, layer: int, epoch: int, step: int) -> None:
        super().__init__("diverged", layer=layer, epoch=epoch, step=step)
        self.layer, self.epoch, self.step = layer, epoch, step


def most_bearable(loss: type[Loss], first: float, targets: Array) -> float:
    """The largest loss that is no divergence; `first` is the loss as training begins, `targets` (outputs, rows)."""
    return BLOWN_UP * max(_constant_loss(loss, targets), first if np.isfinite(first) else 0.0, 1e-12)


def _constant_loss(loss: type[Loss], targets: Array) -> float:
    """The loss of always answering the mean target (for logits: of answering zero)."""
    answer = targets.mean() if loss in {LOSSES["mse"], LOSSES["mae"]} else 0.0
    return mean_loss(loss, lambda part: np.full_like(targets[:, part], answer), targets)


def layer_to_blame(passes: Passes, network: Network, good: Array) -> int:
    """The first layer with a non-finite value, else the one whose weights grew most since `good`; from 1."""
    for number, stage in enumerate(passes.stages, start=1):
        if not np.isfinite(stage.sums).all():
            return number
    growth = [
        float(np.linalg.norm(layer.matrix)) / max(float(np.linalg.norm(good[layer.span])), 1e-12)
        for layer in network.layers
    ]
    return int(np.argmax(growth)) + 1
