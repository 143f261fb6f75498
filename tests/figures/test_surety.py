"""Many classes: the colour says which, its strength how sure; without colour a mark thins out what is not sure."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.figures.canvas import Canvas
from tui_dl.figures.figure import Look, Size
from tui_dl.figures.palette import DARK, mix
from tui_dl.figures.surety import SURE, TINTS, UNSURE, paint_classes

LOOK = Look()


def painted(said: list, chances: list | None, look: Look = LOOK, width: int = 1) -> Canvas:
    canvas = Canvas(Size(width, len(said) // 2), look)
    paint_classes(canvas, canvas.box, np.array(said), None if chances is None else np.array(chances), 3)
    return canvas


@pytest.mark.parametrize(
    ("chance", "tint"), [(0.34, 0), (0.5, 1), (0.74, 1), (0.75, 2), (0.8999, 2), (SURE, 3), (1.0, 3), (np.nan, 0)]
)
def test_the_surer_the_stronger(chance: float, tint: int) -> None:
    ((cell,),) = painted([[2, 2], [2, 2]], [[chance, chance], [chance, chance]]).rows()
    assert cell.style.bgcolor.name == mix(DARK.neutral, DARK.fills[2], TINTS[tint])


def test_a_cell_of_two_classes_keeps_both_and_is_as_sure_as_its_least_sure_pixel() -> None:
    ((cell,),) = painted([[0, 0], [1, 1]], [[0.99, 0.95], [0.6, 0.99]]).rows()
    assert cell.text == "▄"
    ends = (cell.style.color.name, cell.style.bgcolor.name)
    assert ends == tuple(mix(DARK.neutral, DARK.fills[label], TINTS[1]) for label in (1, 0))


def test_what_has_no_probability_has_full_colours() -> None:
    ((cell,),) = painted([[1, 1], [1, 1]], None).rows()
    assert cell.style.bgcolor.name == DARK.fills[1]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(("ascii_only", "sure", "unsure"), [(False, "▒▒▒▒", "▒╌▒╌"), (True, "::::", ":-:-")])
def test_without_colour_every_second_cell_that_is_not_sure_has_a_mark(columns, ascii_only, sure, unsure) -> None:
    said = np.full((4, 4 * columns), 2)
    chances = np.full(said.shape, SURE)
    chances[2:] = SURE - 0.01
    look = Look(colour=False, ascii=ascii_only)
    canvas = painted(said.tolist(), chances.tolist(), look, width=4)
    rows = canvas.plain().splitlines()
    assert rows[0] == sure
    assert rows[1] in {unsure, unsure[::-1]}
    assert (UNSURE in rows[1]) != ascii_only
