"""Inside a drawn network's units: what each says over the input plane, as a tiny map, or over one input, as a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.canvas import Ink
from tui_dl.figures.field import Scale, paint
from tui_dl.figures.palette import palette, ramp
from tui_dl.figures.strokes import draw_trace
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
SHADES = " ░░░▒▓▓▓█"  # from the unit's largest size below zero to that above; odd, so that zero has its own


def draw_maps(canvas: Canvas, plan: Plan, network: Network, data: Dataset) -> None:
    """What every unit says, inputs and outputs included: over the plane as a map, over a single input as a curve."""
    box = plan.unit(0, 0)
    shape = (PIXELS * box.height if data.is_over_plane else 1), PIXELS * box.width
    grid = plane_grid(data, *shape) if data.is_over_plane else np.linspace(*data.bounds[0], shape[1])[:, None]
    said = [grid, *network.layer_outputs(grid)]
    for number, values in enumerate(said):
        for unit in range(values.shape[1]):
            field, place = _finite(values[:, unit].astype(float).reshape(shape)), plan.unit(number, unit)
            if not data.is_over_plane:
                _draw_curve(canvas, place, field[0])
                continue
            last = number == len(said) - 1
            _draw_map(canvas, place, np.flipud(field), data if last and values.shape[1] == 1 else None)


def _draw_curve(canvas: Canvas, box: Box, values: Array) -> None:
    """Values along the single input, between their lowest and their highest, zero included, on a ground of its own."""
    hues = palette(canvas.look)
    for row in range(box.height):
        canvas.put(box.row + row, box.column, " " * box.width, Ink("", hues.neutral))
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    draw_trace(canvas, box, (values - low) / ((high - low) or 1.0), Ink(hues.train, hues.neutral))


def _finite(field: Array) -> Array:
    return np.clip(np.nan_to_num(field, posinf=LARGEST, neginf=-LARGEST), -LARGEST, LARGEST)


def _draw_map(canvas: Canvas, box: Box, field: Array, answers: Dataset | None) -> None:
    """Orange below zero and blue above; the single output as the region of its answers."""
    if answers is not None:
        draw_numbers(canvas, box, 1 / (1 + np.exp(-field)) if answers.task == "binary" else field, answers)
        return
    half, fills = len(SHADES) // 2, palette(canvas.look).fills
    levels = np.rint(field / (float(np.abs(field).max()) or 1.0) * half).astype(np.intp) + half
    paint(canvas, box, levels, Scale(ramp(fills[0], palette(canvas.look).neutral, fills[1], len(SHADES)), SHADES))
