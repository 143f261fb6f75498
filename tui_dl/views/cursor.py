"""The cursor that walks over a network's numbers and units: its mark, and what is known of where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink, wrap
from tui_dl.figures.heatmap import NUMBER_CELL, written
from tui_dl.figures.palette import palette
from tui_dl.session.past.last_step import taken_step
from tui_dl.session.places import UNIT, index_of
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.engine.network import Network
    from tui_dl.session.places import Place
    from tui_dl.views.scene import Scene

ROWS = 2  # of a figure's foot, where a cursor is


def mark_weight(
    canvas: Canvas, box: Box, shape: tuple[int, int], place: Place, cell: tuple[int, int], value: float
) -> None:
    """Mark a number of a layer's field in `box`; of a thinned field, the block that holds it.

    Args:
        canvas: What the field was drawn on.
        box: Where.
        shape: (units, inputs + 1) of the layer.
        place: The number.
        cell: Characters across a number, and its rows.
        value: The number itself.
    """
    (units, columns), (wide, tall) = shape, cell
    shown = min(columns, box.width // wide), min(units, box.height // tall)
    at = (place.column or columns) - 1
    row = box.row + (place.unit - 1) * shown[1] // units * tall + tall // 2
    column = box.column + at * shown[0] // columns * wide
    if wide == NUMBER_CELL:
        mark_number(canvas, row, column, value)
    else:
        hues = palette(canvas.look)
        canvas.put(row, column, "▲" if wide == 1 else f"[{' ' * (wide - 2)}]", Ink(hues.low, hues.best, bold=True))


def mark_number(canvas: Canvas, row: int, column: int, value: float) -> None:
    """Mark a number that is written out, from the left, in as many cells."""
    hues = palette(canvas.look)
    text = f"[{written(value).strip():>{NUMBER_CELL - 2}}]"[:NUMBER_CELL]
    canvas.put(row, column, text, Ink(hues.low, hues.best, bold=True))


def mark_unit(canvas: Canvas, row: int, column: int) -> None:
    """Mark a unit, from the left."""
    canvas.put(row, column, "▶", Ink(palette(canvas.look).best, bold=True))


def write_foot(canvas: Canvas, scene: Scene, network: Network) -> None:
    """What is known of where the cursor stands, in the last rows."""
    lines = readout(scene, network, canvas.look.language)
    rows = lines if all(cell_len(line) <= canvas.width for line in lines) else wrap(" ".join(lines), canvas.width)
    for row, line in enumerate(rows[:ROWS]):
        canvas.put(canvas.height - ROWS + row, 0, line, Ink(bold=row == 0))


def readout(scene: Scene, network: Network, language: str) -> list[str]:
    """Where the cursor stands and what is there; nothing without a cursor."""
    place = scene.cursor
    if place is None:
        return []
    fields = {"layer": place.layer, "unit": place.unit}
    if place.column == UNIT:
        held = dict(network.held).get((place.layer, place.unit))
        state = "speaks" if held is None else "silent" if held == 0 else "held"
        return [say(language, f"cursor.unit_{state}", **fields, value=f"{held or 0:.3f}"), say(language, "cursor.unit")]
    index = index_of(network, place)
    value = float(network.parameters[index]) if index is not None else float("nan")
    name = _name(scene, place, language)
    if scene.typed is not None:
        return [say(language, "cursor.typing", name=name, typed=scene.typed), say(language, "cursor.takes")]
    return [f"{name} = {value:+.4g}", _moving(scene, index, language)]


def _moving(scene: Scene, index: int | None, language: str) -> str:
    """A number's gradient and its last update, or the next one; where no step is known, what can be done."""
    step = taken_step(scene.state)
    if step is None or index is None or index >= len(step.anatomy.gradients):
        return say(language, "cursor.weight")
    gradient, after, before = (
        float(values[index]) for values in (step.anatomy.gradients, step.anatomy.after, step.anatomy.before)
    )
    key = "cursor.to_come" if step.to_come else "cursor.moved"
    return say(language, key, gradient=f"{gradient:+.3g}", step=f"{after - before:+.3g}")


def _name(scene: Scene, place: Place, language: str) -> str:
    """A number's name: whose it is, and what it weighs."""
    fields = {"layer": place.layer, "unit": place.unit}
    if not place.column:
        return say(language, "cursor.bias", **fields)
    names = scene.state.dataset.feature_names
    source = names[place.column - 1] if place.layer == 1 else say(language, "figure.unit", number=place.column)
    return say(language, "cursor.weight_name", **fields, source=source)
