"""Figures made of text: right sizes, no lost spike, and only finite numbers reach the plotting library."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from rich.cells import cell_len

from tui_dl.figures.axes import ticks
from tui_dl.figures.canvas import Canvas, Ink, fitted, wrap
from tui_dl.figures.figure import Look, Size
from tui_dl.figures.heatmap import heatmap
from tui_dl.figures.plot import Limits, raster, thin
from tui_dl.figures.table import Column, lines, that_fit


def test_thinning_keeps_every_extreme() -> None:
    values = np.zeros(5000)
    values[3333] = 9.0
    kept = thin(list(enumerate(values)), 60)
    assert (3333, 9.0) in kept
    assert len(kept) <= 120


def test_a_last_digit_does_not_decide_which_point_stays() -> None:
    for digit in (0.0, 1e-13, -1e-13):
        points = [(float(at), 0.1 * (at % 2) + digit * at) for at in range(20)]
        assert [x for x, _ in thin(points, 10, each=1, far=0.25)][1:-1] == list(range(2, 20, 2))


@pytest.mark.parametrize("marker", [None, "•", "*", "o"])
@pytest.mark.parametrize(("width", "height"), [(60, 12), (2, 2), (1, 5), (200, 60)])
def test_a_curve_fills_the_size_that_was_asked_for(marker: str | None, width: int, height: int) -> None:
    drawn = raster([(0, 1.0), (1, 0.5), (2, 0.2)], Limits(0, 2, 0, 1), width, height, marker)
    assert [len(row) for row in drawn] == [width] * height


@pytest.mark.parametrize(
    "values", ["[]", "[1.0]", "[nan]", "[inf, 1, -inf]", "[1e300, 1]", "[2, 2, 2]", "[0.0] * 9999", "[1, nan] * 999"]
)
@pytest.mark.parametrize("marker", [None, "o"])
def test_hostile_numbers_do_not_end_the_process(values: str, marker: str | None) -> None:
    code = (
        "from math import inf, nan; from tui_dl.figures.plot import Limits, raster\n"
        f"raster(list(enumerate({values})), Limits(0, 3, 0, 2), 40, 10, {marker!r})"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_curve_is_not_joined_over_a_gap() -> None:
    points = [(0, 1.0), (1, 1.0), (2, float("nan")), (3, 1.0), (4, 1.0)]
    drawn = raster(points, Limits(0, 4, 0, 2), 41, 9)
    assert any(row.strip() for row in drawn)
    assert all(row[12:29].strip() == "" for row in drawn)


def test_ticks_are_round_and_whole_where_asked() -> None:
    assert [text for _, text in ticks(0, 3, 9, whole=True)] == ["0", "1", "2", "3"]
    assert [text for _, text in ticks(0, 0.7, 4)] == ["0.0", "0.2", "0.4", "0.6"]
    assert len(ticks(0, 12345, 5, whole=True)) <= 5


@pytest.mark.parametrize(("width", "height"), [(0, 3), (3, 0), (0, 0)])
def test_a_heatmap_without_room_is_empty(width: int, height: int) -> None:
    assert heatmap(np.ones((2, 3)), width, height) == []


def test_text_beyond_the_edge_is_cut_and_wide_letters_stay_whole() -> None:
    canvas = Canvas(Size(5, 2), Look())
    canvas.put(0, 0, "신경망")
    canvas.put(1, 0, "신경")
    canvas.put(1, 1, "x")
    assert ["".join(part.text for part in row) for row in canvas.rows()] == ["신경 ", " x경 "]


def test_ascii_and_no_colour_are_kept_in_one_place() -> None:
    canvas = Canvas(Size(4, 1), Look(ascii=True, colour=False))
    canvas.put(0, 0, "○█┤é", Ink("#ff0000", "#00ff00", bold=True))
    (row,) = canvas.rows()
    assert [part.text for part in row] == ["o#+?"]
    assert row[0].style.color is None
    assert row[0].style.bold


def test_a_heatmap_shows_sign_and_size() -> None:
    assert heatmap(np.array([[1.0, -1.0, 0.0], [0.2, -0.6, 0.5]]), 10, 10) == ["#% ", ".=+"]


def test_a_large_layer_is_thinned_to_its_largest_weights() -> None:
    matrix = np.zeros((64, 785))
    matrix[50, 700] = -3.0
    drawn = heatmap(matrix, 40, 8)
    assert [len(row) for row in drawn] == [40] * 8
    assert sum(row.count("%") for row in drawn) == 1


def test_a_table_is_aligned_in_cells_and_leaves_the_least_important_out() -> None:
    columns = [
        Column("방법", ("신경망", "tree"), left=True, keep=9),
        Column("검증", ("0.9", "1.000"), keep=8),
        Column("시간", ("3", "12"), keep=1),
    ]
    assert {cell_len(line) for line in lines(columns)} == {6 + 1 + 5 + 1 + 4}
    assert [column.heading for column in that_fit(columns, 12)] == ["방법", "검증"]
    assert len(that_fit(columns, 1)) == 1


@pytest.mark.parametrize("width", [1, 2, 3, 7, 40])
def test_words_are_wrapped_and_fitted_by_cells(width: int) -> None:
    text = "은닉층이 없어요. Add one with + and train again."
    assert all(cell_len(line) <= max(width, 2) for line in wrap(text, width))
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")
    assert cell_len(fitted(text, width)) == width
