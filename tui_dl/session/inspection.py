"""Looking inside a network: its outputs layer by layer, and how much of the answer each layer already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct
from tui_dl.engine.metrics import accuracy
from tui_dl.session.building import network_for
from tui_dl.session.experiment import NetworkModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.session.state import RunState

    Array = NDArray[np.floating]
    Bounds = tuple[tuple[float, float], ...]


LARGEST = 1e100  # outputs beyond it are too wild to be solved for: at infinities, LAPACK may never come back


def network_of(state: RunState) -> Network | None:
    """The network with the state's newest weights; None where there are none, or the model is no network."""
    model = state.run.experiment.model
    if not state.weights.flat or not isinstance(model, NetworkModel):
        return None
    weights = state.weights
    network = network_for(model, state.dataset, weights.depth)
    network.parameters[:] = np.frombuffer(weights.flat, weights.dtype)
    network.held = {(layer, unit): value for layer, unit, value in weights.held}
    return network


def probe(state: RunState, layer: int) -> float | None:
    """Validation accuracy of a least-squares linear classifier on a layer's outputs (0: the inputs), or None.

    It is fitted on the training part's outputs of that layer, one target a class: +1 for it, -1 against it.
    """
    seen = _layer(state, layer)
    if seen is None:
        return None
    if max(float(np.abs(part).max(initial=0.0)) for part in seen) > LARGEST:
        return None
    train, validation = (np.column_stack([part, np.ones(len(part))]) for part in seen)
    classes = np.arange(len(state.dataset.class_names))
    wanted = np.where(state.dataset.train.targets[:, None] == classes, 1.0, -1.0)
    solved = np.linalg.lstsq(train, wanted, rcond=None)[0]
    return accuracy((validation @ solved).argmax(axis=1), state.dataset.validation.targets)  # type: ignore[arg-type]  # classes


def kinks(state: RunState) -> int | None:
    """Where the line of one hidden ReLU layer on one input bends, within the data's bounds; None for other networks.

    Unit by unit, at -bias / weight; units that bend at one place count once, held ones and those unheard not at all.
    """
    network = network_of(state)
    if network is None or network.sizes[0] != 1 or tuple(network.activations) not in {("relu",), ("leaky_relu",)}:
        return None
    hidden, output = network.layers
    weights, biases = hidden.weights[:, 0].astype(float), hidden.biases.astype(float)
    bends = (weights != 0) & (output.weights != 0).any(axis=0)
    bends[[unit - 1 for unit, _ in network.held_in(1)]] = False
    low, high = state.dataset.bounds[0]
    places = -biases[bends] / weights[bends]
    return len(distinct(places[(places >= low) & (places <= high)]))


def nearest_mean(state: RunState, layer: int) -> float | None:
    """Validation accuracy of 'the class whose training mean is nearest' on a layer's outputs (0: the inputs)."""
    seen = _layer(state, layer)
    if seen is None:
        return None
    train, validation = seen
    targets = state.dataset.train.targets
    labels = distinct(targets)  # a class without a training row is near to nothing
    means = np.array([train[targets == label].mean(axis=0) for label in labels])
    distances = ((validation[:, None, :] - means) ** 2).sum(axis=2)
    return accuracy(labels[distances.argmin(axis=1)], state.dataset.validation.targets)  # type: ignore[arg-type]  # classes


def _layer(state: RunState, layer: int) -> tuple[Array, Array] | None:
    """A layer's outputs on training and validation inputs; None where there is no such layer, or no classes."""
    network, data = network_of(state), state.dataset
    if network is None or not data.class_names or not 0 <= layer <= len(network.layers):
        return None
    if not np.isfinite(network.parameters).all():
        return None
    if layer == 0:
        return data.train.inputs, data.validation.inputs
    with np.errstate(all="ignore"):
        said = [network.layer_outputs(part.inputs)[layer - 1].astype(float) for part in (data.train, data.validation)]
    return (said[0], said[1]) if all(np.isfinite(part).all() for part in said) else None


def plane_grid(dataset: Dataset, rows: int, columns: int, bounds: Bounds | None = None) -> Array:
    """(rows * columns, features) inputs over the data's bounds, or others: middles of cells, row 0 at the bottom."""
    (left, right), (low, high) = bounds or dataset.bounds[:2]
    xs = left + (np.arange(columns) + 0.5) / columns * (right - left)
    ys = low + (np.arange(rows) + 0.5) / rows * (high - low)
    return dataset.rows_at(np.column_stack([np.tile(xs, rows), np.repeat(ys, columns)]))
