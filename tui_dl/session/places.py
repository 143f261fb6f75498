"""One number of a network by its place: `layer1.w[2,1]` is what unit 2 of layer 1 multiplies input 1 by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_dl.engine.network import Network

WRITTEN = re.compile(r"layer(\d+)\.(?:w\[(\d+),(\d+)\]|b\[(\d+)\])")
DOTTED = re.compile(r"layer(\d+)\.(?:w(\d+)_(\d+)|b(\d+))")  # the same as a name in a lesson's condition
UNIT = -1


class Place(NamedTuple):
    """Where a weight or a bias is; all are counted from 1.

    Attributes:
        layer: The output layer is the last.
        unit: Of that layer.
        column: What it weighs, an input or a unit of the layer before; 0: it is the unit's bias; `UNIT`: no number,
            but the unit itself.
    """

    layer: int
    unit: int
    column: int

    @property
    def text(self) -> str:
        """As one would type it."""
        if self.column == UNIT:
            return f"{self.layer}.{self.unit}"
        inner = f"w[{self.unit},{self.column}]" if self.column else f"b[{self.unit}]"
        return f"layer{self.layer}.{inner}"


def place_of(text: str) -> Place | None:
    """The place that is written so, in either way; None where it is none."""
    found = WRITTEN.fullmatch(text) or DOTTED.fullmatch(text)
    if found is None:
        return None
    layer, unit, column, bias = found.groups()
    return Place(int(layer), int(bias or unit), int(column or 0))


def index_of(network: Network, place: Place) -> int | None:
    """Where the number lies in the network's flat vector; None where there is no such place."""
    if not 1 <= place.layer <= len(network.layers):
        return None
    units, columns = network.layers[place.layer - 1].matrix.shape
    if not (1 <= place.unit <= units and 0 <= place.column < columns):
        return None
    before = sum(int(layer.matrix.size) for layer in network.layers[: place.layer - 1])
    return before + (place.unit - 1) * int(columns) + (place.column or int(columns)) - 1


def walked(sizes: tuple[int, ...], place: Place, across: int, down: int, *, over_units: bool) -> Place:
    """The place beside, as layers are drawn: left to right their weights, the bias, the unit itself, the next layer.

    Args:
        sizes: Of the network, inputs first.
        place: Where one stands; what is outside of the network is brought in.
        across: 1 to the right, -1 to the left, 0 neither.
        down: 1 down, -1 up, 0 neither.
        over_units: Whether hidden units can be stood on, too.
    """
    layers = len(sizes) - 1
    stops = [
        (layer, column)
        for layer in range(1, layers + 1)
        for column in (*range(1, sizes[layer - 1] + 1), 0, *((UNIT,) if over_units and layer < layers else ()))
    ]
    here = (place.layer, place.column)
    at = stops.index(here) if here in stops else 0
    layer, column = stops[max(0, min(len(stops) - 1, at + across))]
    return Place(layer, max(1, min(sizes[layer], place.unit + down)), column)
