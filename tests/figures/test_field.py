"""Four pixels a cell: which of them are in front is what the character says."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.figures.canvas import Canvas
from tui_dl.figures.field import paint, two_class_scale
from tui_dl.figures.figure import Look, Size

LOOK = Look()


@pytest.mark.parametrize(
    ("pixels", "mark"),
    [
        ([[0, 0], [0, 0]], " "),
        ([[7, 0], [0, 0]], "▘"),
        ([[0, 7], [0, 0]], "▝"),
        ([[0, 0], [7, 0]], "▖"),
        ([[0, 0], [0, 7]], "▗"),
        ([[7, 7], [0, 0]], "▀"),
        ([[0, 7], [0, 7]], "▐"),
        ([[7, 0], [0, 7]], "▚"),
    ],
)
def test_pixels_in_front(pixels: list[list[int]], mark: str) -> None:
    canvas, scale = Canvas(Size(1, 1), LOOK), two_class_scale(LOOK)
    paint(canvas, canvas.box, np.array(pixels), scale)
    ((cell,),) = canvas.rows()
    assert cell.text == mark
    assert cell.style.bgcolor.name == scale.colours[0]


def test_of_more_than_two_levels_each_pixel_takes_the_nearer_end() -> None:
    canvas, scale = Canvas(Size(1, 1), LOOK), two_class_scale(LOOK)
    paint(canvas, canvas.box, np.array([[7, 6], [1, 0]]), scale)
    ((cell,),) = canvas.rows()
    assert (cell.text, cell.style.color.name, cell.style.bgcolor.name) == ("▀", scale.colours[7], scale.colours[0])


def test_one_column_of_pixels_a_cell_makes_halves() -> None:
    canvas = Canvas(Size(2, 1), LOOK)
    paint(canvas, canvas.box, np.array([[7, 0], [0, 7]]), two_class_scale(LOOK))
    assert canvas.plain() == "▀▄"
