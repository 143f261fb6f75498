"""Inside a drawn network's units: what each says over the input plane, as a tiny map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.field import levels_of, paint, two_class_scale
from tui_dl.session.inspection import plane_grid
from tui_dl.views.fields import draw_numbers
from tui_dl.views.inside import LARGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.canvas import Box, Canvas
    from tui_dl.views.network_plan import Plan

    Array = NDArray[np.floating]

PIXELS = 2  # of a cell, each way


def draw_maps(canvas: Canvas, plan: Plan, network: Network, data: Dataset) -> None:
    """A map in every unit, inputs and outputs included."""
    box = plan.unit(0, 0)
    shape = PIXELS * box.height, PIXELS * box.width
    grid = plane_grid(data, *shape)
    said = [grid, *network.layer_outputs(grid)]
    for number, values in enumerate(said):
        for unit in range(values.shape[1]):
            field = _finite(np.flipud(values[:, unit].astype(float).reshape(shape)))
            last = number == len(said) - 1
            _draw_map(canvas, plan.unit(number, unit), field, data if last and values.shape[1] == 1 else None)


def _finite(field: Array) -> Array:
    return np.clip(np.nan_to_num(field, posinf=LARGEST, neginf=-LARGEST), -LARGEST, LARGEST)


def _draw_map(canvas: Canvas, box: Box, field: Array, answers: Dataset | None) -> None:
    """Orange below zero and blue above; the single output as the region of its answers."""
    if answers is not None:
        draw_numbers(canvas, box, 1 / (1 + np.exp(-field)) if answers.task == "binary" else field, answers)
        return
    top = float(np.abs(field).max()) or 1.0
    paint(canvas, box, levels_of(field, -top, top), two_class_scale(canvas.look))
