"""What a network loses when hidden units are held: switched off, or replaced by their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.engine.metrics import accuracy
from tui_dl.session.inspection import network_of

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.engine.network import Network
    from tui_dl.session.state import RunState

    Unit = tuple[int, int]

A_POINT = 0.01


def cost_of_held(state: RunState) -> float | None:
    """How much validation accuracy is lost by the units that are held; None without classes or network."""
    network, part = network_of(state), state.dataset.validation
    if network is None or not state.dataset.class_names:
        return None
    now = _accuracy(network, part)
    network.held = {}
    return _accuracy(network, part) - now


def least_cost(state: RunState) -> float | None:
    """The validation accuracy that is lost when the hidden unit that matters least is switched off: it says 0."""
    network, part = network_of(state), state.dataset.validation
    if network is None or not state.dataset.class_names or len(network.layers) == 1:
        return None
    network.held, lost = {}, []
    whole = _accuracy(network, part)
    for layer, count in enumerate(network.sizes[1:-1], start=1):
        for unit in range(1, count + 1):
            network.held = {(layer, unit): 0.0}
            lost.append(whole - _accuracy(network, part))
    return min(lost)


def least_needed(state: RunState) -> Unit | None:
    """(layer, unit) of the hidden unit, of those that still speak, whose mean does nearly as well as itself.

    None where all are held, or there are no classes.
    """
    network = network_of(state)
    if network is None or not state.dataset.class_names:
        return None
    return _hold_least_needed(network, state.dataset)


def spare_units(state: RunState) -> int | None:
    """How many hidden units can say their mean at once, the least needed first, for at most a point of accuracy."""
    network, data = network_of(state), state.dataset
    if network is None or not data.class_names:
        return None
    network.held, spare = {}, 0
    whole = _accuracy(network, data.validation)
    while _hold_least_needed(network, data) and whole - _accuracy(network, data.validation) <= A_POINT:
        spare += 1
    return spare


def _hold_least_needed(network: Network, data: Dataset) -> Unit | None:
    """Hold one more unit at its mean over the training rows: the one that leaves the most validation accuracy."""
    before = dict(network.held)
    left: dict[tuple[Unit, float], float] = {}
    for layer, outputs in enumerate(network.layer_outputs(data.train.inputs)[:-1], start=1):
        for unit, mean in enumerate(outputs.mean(axis=0).tolist(), start=1):
            if (layer, unit) not in before:
                network.held = {**before, (layer, unit): mean}
                left[(layer, unit), mean] = _accuracy(network, data.validation)
    network.held = before
    if not left:
        return None
    place, mean = max(left, key=left.__getitem__)
    network.held[place] = mean
    return place


def _accuracy(network: Network, part: Part) -> float:
    said = network.outputs(part.inputs)
    classes = said[:, 0] > 0 if said.shape[1] == 1 else said.argmax(axis=1)
    return accuracy(classes, part.targets)  # type: ignore[arg-type]  # classes
