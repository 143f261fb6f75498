"""Lines finer than a cell: width and sign are seen, in colour and without, and the largest is on top."""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.figure import Look, Size
from tui_dl.figures.strokes import FROM, LEVELS, Strokes, draw_strokes, levels_of, stroke_ink

WIDTH, HEIGHT = 30, 5


def drawn(
    *lines: tuple[float, float, float], look: Look | None = None, most: int = 99, crowded: bool = False
) -> Canvas:
    canvas = Canvas(Size(WIDTH, HEIGHT), look or Look())
    starts, ends, shares = (np.array(values, float) for values in zip(*lines, strict=True))
    draw_strokes(canvas, Box(0, 0, WIDTH, HEIGHT), Strokes(starts, ends, shares), most=most, crowded=crowded)
    return canvas


def dots(canvas: Canvas) -> int:
    return sum((ord(char) - 0x2800).bit_count() for char in canvas.plain() if not char.isspace())


def test_the_larger_the_wider_and_next_to_nothing_is_no_line() -> None:
    shares = [FROM[0] / 2, *(start + 0.01 for start in FROM)]
    assert levels_of(np.array(shares)).tolist() == [*range(LEVELS + 1)]
    for look in (Look(), Look(colour=False)):
        sizes = [dots(drawn((10, 10, share), look=look)) for share in shares]
        assert sizes[0] == 0
        assert sizes[1] == sizes[2] == 2 * WIDTH
        assert sizes[3:] == [4 * WIDTH, 6 * WIDTH]


@pytest.mark.parametrize("ends", [(2, 17), (17, 2), (0, 19)])
def test_a_line_goes_from_edge_to_edge(ends: tuple[int, int]) -> None:
    rows = drawn((*ends, 0.4)).plain().splitlines()
    rows += [""] * (HEIGHT - len(rows))
    assert rows[ends[0] // 4][0] != " "
    assert len(rows[ends[1] // 4]) == WIDTH
    assert all(any(row[at : at + 1].strip() for row in rows) for at in range(WIDTH))


def test_sign_is_a_colour_or_dashes() -> None:
    for share in (0.2, 0.9, -0.2, -0.9):
        (line,) = [row for row in drawn((9, 9, share)).rows() if any(part.text.strip() for part in row)]
        wanted = stroke_ink(int(levels_of(np.array([share]))[0]), negative=share < 0, look=Look())
        assert {part.style.color.name for part in line} == {wanted.fg}
    plain = Look(colour=False)
    assert " " not in drawn((9, 9, 0.9), look=plain).plain().strip()
    assert " " in drawn((9, 9, -0.9), look=plain).plain().strip()


def test_where_lines_meet_the_largest_is_on_top_and_only_the_largest_are_drawn() -> None:
    crossing = (2, 17, 0.9), (17, 2, -0.2)
    middle = [part for part in drawn(*crossing).rows()[2] if part.text.strip()]
    assert stroke_ink(LEVELS, negative=False, look=Look()).fg in {part.style.color.name for part in middle}
    assert drawn(*crossing, most=1).plain() == drawn(crossing[0]).plain()
    assert drawn(*crossing[::-1]).plain() == drawn(*crossing).plain()


def test_crowded_lines_are_narrower_and_without_colour_the_faint_ones_are_left_out() -> None:
    assert dots(drawn((9, 9, 1.0), crowded=True)) < dots(drawn((9, 9, 1.0)))
    plain = Look(colour=False)
    assert dots(drawn((9, 9, 0.2), crowded=True, look=plain)) == 0
    assert dots(drawn((9, 9, 0.2), crowded=True)) > 0


def test_what_has_no_room_is_not_drawn() -> None:
    canvas = Canvas(Size(0, 0), Look())
    draw_strokes(canvas, canvas.box, Strokes(np.zeros(1), np.zeros(1), np.ones(1)), most=9)
    assert canvas.rows() == ()
