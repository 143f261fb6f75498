"""Twelve features of small pictures of digits, as a person would think of them; pictures are (rows, 8, 8)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SIDE = 8
DARK = 8.0  # of 16: from here on a pixel counts as ink
LEAST = 1e-9


def _share(pictures: Array, part: Array) -> Array:
    share: Array = part.sum(axis=(1, 2)) / np.maximum(pictures.sum(axis=(1, 2)), LEAST)
    return share


def _crossings(line: Array) -> Array:
    """How often a line of pixels, (rows, 8), changes between paper and ink."""
    crossings: Array = np.abs(np.diff((line >= DARK).astype(float), axis=1)).sum(axis=1)
    return crossings


def _unlike(pictures: Array, mirrored: Array) -> Array:
    return _share(pictures, np.abs(pictures - mirrored))


def _width(pictures: Array) -> Array:
    width: Array = (pictures.max(axis=1) >= DARK).sum(axis=1).astype(float)
    return width


def _slant(pictures: Array) -> Array:
    """How far the ink leans: the covariance of its places across and down, by its amount."""
    across, down = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
    middle_x, middle_y = (_share(pictures, pictures * axis)[:, None, None] for axis in (across, down))
    return _share(pictures, pictures * (across - middle_x) * (down - middle_y))


def _holes(pictures: Array) -> Array:
    """How many pieces of paper are closed in by ink."""
    return np.array([_pieces_inside(picture < DARK) for picture in pictures], float)


def _pieces_inside(paper: NDArray[np.bool_]) -> int:
    """Pieces of paper, joined side by side, that do not reach the edge."""
    left = np.pad(paper, 1, constant_values=True)  # all paper outside is one piece, found first
    pieces = -1
    while left.any():
        pieces += 1
        waiting = [tuple(np.argwhere(left)[0])]
        while waiting:
            row, column = waiting.pop()
            if 0 <= row < len(left) and 0 <= column < len(left) and left[row, column]:
                left[row, column] = False
                waiting += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
    return pieces


HANDMADE: dict[str, Callable[[Array], Array]] = {
    "ink": lambda pictures: pictures.mean(axis=(1, 2)),
    "top": lambda pictures: _share(pictures, pictures[:, :4]),
    "left": lambda pictures: _share(pictures, pictures[:, :, :4]),
    "centre": lambda pictures: _share(pictures, pictures[:, 2:6, 2:6]),
    "left_right": lambda pictures: _unlike(pictures, pictures[:, :, ::-1]),
    "up_down": lambda pictures: _unlike(pictures, pictures[:, ::-1]),
    "holes": _holes,
    "width": _width,
    "row2": lambda pictures: _crossings(pictures[:, 2]),
    "row5": lambda pictures: _crossings(pictures[:, 5]),
    "column4": lambda pictures: _crossings(pictures[:, :, 4]),
    "slant": _slant,
}


def handmade(pixels: Array, names: tuple[str, ...]) -> Array:
    """(rows, names): these features of (rows, 64) pixels; raises KeyError for a name that is not there."""
    return np.column_stack([_measured(pixels.tobytes(), name) for name in names])


@lru_cache(maxsize=len(HANDMADE))
def _measured(pixels: bytes, name: str) -> Array:
    """One feature of all pictures; kept, since every run loads its data anew."""
    return HANDMADE[name](np.frombuffer(pixels).reshape(-1, SIDE, SIDE))
