"""A layer's weights as a field of characters: sign by the character's kind, size by its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

POSITIVE, NEGATIVE = " .+*#", " .-=%"  # from nothing to the largest; the two tiniest steps look alike


def heatmap(matrix: NDArray[np.floating], width: int, height: int) -> list[str]:
    """One row of text a unit (at most `height`), one character an input and a last one for the bias.

    `matrix` is (units, inputs + 1); a weight that is not finite is left blank. A larger matrix
    is thinned to the number of largest size in each block. The scale is the layer's own: `#` and `%` are its largest size.
    """
    matrix = np.nan_to_num(matrix, posinf=0.0, neginf=0.0)
    blocks = [np.array_split(row, min(width, matrix.shape[1])) for row in matrix]
    wide = np.array([[part[np.abs(part).argmax()] for part in row] for row in blocks])
    tall = np.array_split(wide, min(height, len(wide)))
    field = np.array([[column[np.abs(column).argmax()] for column in block.T] for block in tall])
    largest = float(np.abs(field).max()) or 1.0
    steps = np.ceil(np.abs(field) / largest * (len(POSITIVE) - 1) - 1e-9).astype(int)
    return [
        "".join((POSITIVE if value >= 0 else NEGATIVE)[step] for value, step in zip(row, line, strict=True))
        for row, line in zip(field, steps, strict=True)
    ]
