"""Places of numbers in a network: written, found, walked over."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.engine.network import Network
from tui_dl.session.places import UNIT, Place, index_of, place_of, walked

SIZES = (2, 3, 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("layer1.w[2,1]", Place(1, 2, 1)),
        ("layer1.w2_1", Place(1, 2, 1)),
        ("layer2.b[1]", Place(2, 1, 0)),
        ("layer2.b1", Place(2, 1, 0)),
        ("layer1.w2", None),
        ("w[1,1]", None),
    ],
)
def test_a_place_is_read_as_typed_and_as_a_name(text: str, place: Place | None) -> None:
    assert place_of(text) == place
    if place is not None:
        assert place_of(place.text) == place


def test_every_number_has_one_place() -> None:
    network = Network(SIZES, ["tanh"])
    network.parameters[:] = np.arange(network.parameters.size)
    seen = []
    for number, layer in enumerate(network.layers, start=1):
        for unit in range(1, len(layer.matrix) + 1):
            for column in (*range(1, layer.weights.shape[1] + 1), 0):
                index = index_of(network, Place(number, unit, column))
                seen.append(index)
                value = layer.biases[unit - 1] if column == 0 else layer.weights[unit - 1, column - 1]
                assert network.parameters[index] == value
    assert sorted(seen) == list(range(network.parameters.size))
    for nowhere in (Place(3, 1, 1), Place(1, 4, 1), Place(1, 1, 3), Place(0, 1, 1), Place(1, 1, UNIT)):
        assert index_of(network, nowhere) is None


def test_walking_right_passes_weights_bias_unit_and_the_next_layer_and_stops() -> None:
    place, way = Place(1, 1, 1), []
    for _ in range(9):
        way.append((place.layer, place.column))
        place = walked(SIZES, place, 1, 0, over_units=True)
    assert way == [(1, 1), (1, 2), (1, 0), (1, UNIT), (2, 1), (2, 2), (2, 3), (2, 0), (2, 0)]
    assert walked(SIZES, Place(1, 1, 0), 1, 0, over_units=False) == Place(2, 1, 1)
    assert walked(SIZES, Place(1, 3, 1), 0, 1, over_units=True) == Place(1, 3, 1)
    assert walked((2, 1), Place(4, 9, 9), 0, 0, over_units=True) == Place(1, 1, 1)
