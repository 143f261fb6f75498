"""What may be done to inputs before the split: one closed list, written as text in lessons."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Inputs = NDArray[np.float64]


def rotate(inputs: Inputs, degrees: float) -> Inputs:
    """Turn the points of the plane counter-clockwise round the origin; `inputs` is (rows, 2)."""
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned: Inputs = inputs @ turn
    return turned


def stretch_x(inputs: Inputs, factor: float) -> Inputs:
    """Multiply the first coordinate."""
    stretched: Inputs = inputs * np.array([factor, 1.0])
    return stretched


def stretch_y(inputs: Inputs, factor: float) -> Inputs:
    """Multiply the second coordinate."""
    stretched: Inputs = inputs * np.array([1.0, factor])
    return stretched


TRANSFORMS: dict[str, Callable[[Inputs, float], Inputs]] = {
    "rotate": rotate,
    "stretch_x": stretch_x,
    "stretch_y": stretch_y,
}


def apply_transforms(inputs: Inputs, texts: tuple[str, ...]) -> Inputs:
    """Do what `texts` say, in order, e.g. ("stretch_y 10", "rotate 45").

    Raises:
        Problem: An unknown transform, a missing number, or inputs that are not points of the plane.
    """
    for text in texts:
        name, _, number = text.partition(" ")
        if name not in TRANSFORMS:
            near = difflib.get_close_matches(name, TRANSFORMS, 1, 0.0)[0]
            raise Problem("unknown_transform", got=name, near=near)
        if inputs.shape[1] != 2:
            raise Problem("not_a_plane", name=name, columns=inputs.shape[1])
        try:
            inputs = TRANSFORMS[name](inputs, float(number))
        except ValueError:
            raise Problem("transform_number", name=name, got=number) from None
    return inputs
