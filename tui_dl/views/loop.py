"""The loop of learning, with one step's numbers running round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.boxes import arrow, draw_box, pillar
from tui_dl.figures.canvas import Box, Canvas, Ink, flowed, wrap
from tui_dl.figures.palette import palette
from tui_dl.views.frame import figure, sentence
from tui_dl.views.step_words import listed, losses, row_of, shown_row, spread, step_of, title_of, why_none
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.engine.anatomy import Piece
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.past.last_step import TakenStep
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]
    Station = tuple[str, tuple[str, ...]]  # title and lines

LEAST_BOX, GAP = 12, 2
LOW_BOX_ROWS, MOST_BOX_ROWS, UNDER = 4, 7, 4  # rows of boxes; what stands under the lower ones
LEAST_ROWS = 2 * LOW_BOX_ROWS + UNDER
MARKS, LEAST_RAIL = 3, 8  # cells of the way back, and of what stands behind the names


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Input, layers with their weights, prediction and true target, loss, optimizer, and back to the weights."""
    language, step = look.language, step_of(scene)
    if step is None:
        return sentence(say(language, "figure.loop_title"), why_none(scene, language), size, look)
    canvas, layers, row = Canvas(size, look), len(_gradients(step)), shown_row(scene, step)
    width = (canvas.width - GAP * (layers + 2)) // (layers + 3)
    if width >= LEAST_BOX and canvas.height >= LEAST_ROWS:
        _draw_boxes(canvas, step, row, layers, width)
    else:
        _draw_rail(canvas, step, row)
    return figure(title_of(step, row, language), canvas, _twin(step, row, language))


def _slopes(step: TakenStep) -> list[str]:
    """How large each layer's gradient is, the last layer first."""
    return [f"{piece.name} {np.linalg.norm(piece.values):.3f}" for piece in _gradients(step)]


def _gradients(step: TakenStep) -> list[Piece]:
    """Each layer's gradient, the last layer first."""
    return [piece for piece in step.anatomy.backward if piece.name.startswith("dW")]


def _weights(step: TakenStep) -> list[Array]:
    """(count,) each layer's weights and biases before the step, the first layer first."""
    ends = np.cumsum([piece.values.size for piece in reversed(_gradients(step))])
    return np.split(step.anatomy.before, ends[:-1])


def _optimizer(step: TakenStep, language: str) -> tuple[str, str]:
    """What moves the weights, and how far in all."""
    moved = float(np.linalg.norm(step.anatomy.after - step.anatomy.before))
    rate = say(language, "figure.loop_rate", name=step.optimizer, rate=f"{step.learning_rate:g}")
    return rate, say(language, "figure.loop_moved", size=f"{moved:.3f}")


def _stations(step: TakenStep, row: int, language: str, width: int, rows: int) -> list[Station]:
    """Input, layers, prediction, target: what stands in each, in `rows` lines of `width` cells."""
    said = say(language, "figure.loop_row", row=row + 1, rows=step.anatomy.rows)
    layers = [
        (
            say(language, "figure.layer", number=number),
            (*spread(weights, width, rows - 1), say(language, "figure.loop_count", count=len(weights))),
        )
        for number, weights in enumerate(_weights(step), start=1)
    ]
    x, p, y = (spread(row_of(step, name, row), width, rows - 1) for name in ("x", "p", "y"))
    return [
        (say(language, "figure.loop_input"), (*x, said)),
        *layers,
        (say(language, "figure.loop_prediction"), (*p, said)),
        (say(language, "figure.loop_target"), (*y, said)),
    ]


def _draw_boxes(canvas: Canvas, step: TakenStep, row: int, layers: int, width: int) -> None:
    """Two rows of boxes: up through the layers to prediction and target, back through loss and optimizer."""
    language, hues, pitch = canvas.look.language, palette(canvas.look), width + GAP
    tall = min((canvas.height - UNDER) // 2, MOST_BOX_ROWS)
    for at, (name, lines) in enumerate(_stations(step, row, language, width - 2, tall - 2)):
        draw_box(canvas, Box(0, at * pitch, width, tall), name, lines, hues.train if 1 <= at <= layers else "")
        if at <= layers:
            arrow(canvas, 1, at * pitch + width, GAP)
        if at:
            pillar(canvas, tall, at * pitch + width // 2, up=at <= layers)
    back, below = layers * pitch + width, tall + 1
    loss, new_loss = losses(step)
    slopes = flowed(_slopes(step), 2 * width + GAP - 2)
    low = LOW_BOX_ROWS + min(len(slopes) - 1, canvas.height - below - LOW_BOX_ROWS - UNDER)
    place = Box(below, pitch, back - pitch, low)
    draw_box(canvas, place, say(language, "figure.loop_optimizer"), _optimizer(step, language))
    arrow(canvas, below + 2, back, GAP, left=True)
    place = Box(below, back + GAP, 2 * width + GAP, low)
    draw_box(canvas, place, say(language, "figure.loop_loss"), (loss, *slopes), hues.validation)
    told = wrap(say(language, "figure.loop_new", loss=loss, new=new_loss), canvas.width)
    told += wrap(say(language, "figure.loop_jobs"), canvas.width)
    for at, text in enumerate(told, start=below + low):
        canvas.put(at, 0, text, Ink(hues.faint))


def _draw_rail(canvas: Canvas, step: TakenStep, row: int) -> None:
    """The same from top to bottom, the way back along the left."""
    language, hues, weights = canvas.look.language, palette(canvas.look), _weights(step)
    keys = ("input", "prediction", "target", "loss", "gradients", "optimizer")
    names = {key: say(language, f"figure.loop_{key}") for key in keys}
    layers = [say(language, "figure.layer", number=at) for at, _ in enumerate(weights, start=1)]
    start = MARKS + max(map(cell_len, (*names.values(), *layers))) + 1
    room = max(canvas.width - start, LEAST_RAIL)
    slopes = flowed(_slopes(step), room)
    rows = [
        (names["input"], listed(row_of(step, "x", row), room)),
        *((name, listed(one, room)) for name, one in zip(layers, weights, strict=True)),
        (names["prediction"], listed(row_of(step, "p", row), room)),
        (names["target"], listed(row_of(step, "y", row), room)),
        (names["loss"], " → ".join(losses(step))),
        *zip((names["gradients"], *[""] * len(slopes)), slopes, strict=False),
        *zip((names["optimizer"], ""), _optimizer(step, language), strict=True),
    ]
    marks = ["  ", "┌▶", *["├▶"] * (len(layers) - 1), *["│ "] * (len(rows) - len(layers) - 3), "└─", "  "]
    for at, ((name, text), mark) in enumerate(zip(rows, marks, strict=True)):
        canvas.put(at, 0, mark, Ink(hues.best))
        canvas.put(at, MARKS, name, Ink(hues.faint))
        canvas.put(at, start, text, Ink(bold=True))
    told = wrap(say(language, "figure.loop_short"), max(canvas.width, 1))
    if len(rows) + 1 + len(told) <= canvas.height:
        for at, text in enumerate(told, start=len(rows) + 1):
            canvas.put(at, 0, text, Ink(hues.faint))


def _twin(step: TakenStep, row: int, language: str) -> str:
    loss, new_loss = losses(step)
    x, p, y = (listed(row_of(step, name, row), 40) for name in ("x", "p", "y"))
    (rate, moved), slopes = _optimizer(step, language), "  ".join(_slopes(step))
    said = say(language, "figure.loop_twin", row=row + 1, rows=step.anatomy.rows, x=x, p=p, y=y, gradients=slopes)
    return f"{said} {say(language, 'figure.loop_twin_back', loss=loss, new=new_loss, rate=rate, moved=moved)}"
