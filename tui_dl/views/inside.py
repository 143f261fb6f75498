"""What a network says on the training part, layer by layer, and which directions of it are worth seeing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Part
    from tui_dl.engine.network import Network

    Array = NDArray[np.floating]

LARGEST = 1e12  # beyond it a picture would show nothing but one point


def layer_said(network: Network, inputs: Array, layer: int) -> Array:
    """(rows, units): the finite outputs of hidden layer `layer` (from 0)."""
    with np.errstate(all="ignore"):
        said = network.layer_outputs(inputs)[layer].astype(float)
    finite: Array = np.clip(np.nan_to_num(said, posinf=LARGEST, neginf=-LARGEST), -LARGEST, LARGEST)
    return finite


@dataclass(frozen=True, slots=True, eq=False)
class HiddenPlane:
    """A layer's outputs, seen along two directions.

    Attributes:
        places: (rows, 2): across and up.
        cut: Where across the answer changes; None where there is no one place.
        others: (points, 2): where other inputs than the given ones come to lie, if any were asked for.
    """

    places: Array
    cut: float | None
    others: Array = field(default_factory=lambda: np.zeros((0, 2)))


def hidden_plane(network: Network, inputs: Array, others: Array | None = None) -> HiddenPlane:
    """Across, the direction of the output's weights; up, the widest direction left; else the two widest.

    Args:
        network: With at least one hidden layer; the last is looked at.
        inputs: (rows, columns); they say which directions are wide.
        others: (points, columns) to be put on the same plane.
    """
    said = layer_said(network, inputs, -2)
    seen = layer_said(network, others, -2) if others is not None else said[:0]
    output = network.layers[-1]
    weights = np.clip(np.nan_to_num(output.weights.astype(float)), -LARGEST, LARGEST)
    length = float(np.linalg.norm(weights[0]))
    if len(weights) > 1 or length == 0.0:
        middle = said.mean(axis=0)
        wide = _widest(said - middle, 2)
        return HiddenPlane((said - middle) @ wide, None, (seen - middle) @ wide)
    direction = weights[0] / length
    left = said - np.outer(said @ direction, direction)
    middle = left.mean(axis=0)
    up = _widest(left - middle, 1)
    here, there = (
        np.column_stack([rows @ direction, (rows - np.outer(rows @ direction, direction) - middle) @ up])
        for rows in (said, seen)
    )
    bias = float(np.clip(np.nan_to_num(output.biases[0]), -LARGEST, LARGEST))
    return HiddenPlane(here, -bias / length, there)


def layer_plane(network: Network, part: Part, layer: int, classes: int) -> HiddenPlane:
    """What layer `layer` (0: the inputs) says of a part: across, from the mean of class 0 to that of class 1.

    The cut stands halfway: beyond it the mean of class 1 is the nearer one. Up, the widest direction left. With more
    classes, or none, or means that coincide: the two widest directions, and no cut.
    """
    said = layer_said(network, part.inputs, layer - 1) if layer else part.inputs
    here = [part.targets == label for label in range(classes)]
    if classes == 2 and all(rows.any() for rows in here):
        low, high = (said[rows].mean(axis=0) for rows in here)
        length = float(np.linalg.norm(high - low))
        if np.isfinite(length) and length > 0.0:
            direction = (high - low) / length
            across = (said - (low + high) / 2) @ direction
            left = said - np.outer(across, direction)
            centred = left - left.mean(axis=0)
            return HiddenPlane(np.column_stack([across, centred @ _widest(centred, 1)]), 0.0)
    centred = said - said.mean(axis=0)
    return HiddenPlane(centred @ _widest(centred, 2), None)


def _widest(centred: Array, count: int) -> Array:
    """(columns, count): the directions of largest spread; zeros where there are fewer."""
    small = np.nan_to_num(centred / (float(np.abs(centred).max(initial=0.0)) or 1.0))
    spread = small.T @ small
    directions = np.linalg.eigh(spread)[1][:, ::-1][:, :count]
    signs = np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(directions.shape[1])])
    found = directions * np.where(signs == 0, 1.0, signs)  # a sign of its own would flip from frame to frame
    return np.column_stack([found, np.zeros((len(found), count - found.shape[1]))])
