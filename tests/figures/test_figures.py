"""Figures made of text: right sizes, no lost spike, and only finite numbers reach the plotting library."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from tui_dl.figures.heatmap import heatmap
from tui_dl.figures.plot import curves, thin


def test_thinning_keeps_every_extreme() -> None:
    values = np.zeros(5000)
    values[3333] = 9.0
    kept = thin(list(enumerate(values)), 60)
    assert (3333, 9.0) in kept
    assert len(kept) <= 120


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_plot_has_the_size_that_was_asked_for(*, ascii_only: bool) -> None:
    drawn = curves([[1.0, 0.5, 0.2], [1.1, 0.7, 0.6]], 60, 12, ascii_only=ascii_only).rstrip("\n").split("\n")
    assert len(drawn) == 12
    assert max(map(len, drawn)) <= 60
    assert not ascii_only or "".join(drawn).isascii()


@pytest.mark.parametrize(
    "values", ["[]", "[1.0]", "[nan]", "[inf, 1, -inf]", "[1e300, 1]", "[2, 2, 2]", "[0.0] * 9999"]
)
def test_hostile_numbers_do_not_end_the_process(values: str) -> None:
    code = f"from math import inf, nan; from tui_dl.figures.plot import curves; curves([{values}, [1, 2]], 40, 10)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_heatmap_shows_sign_and_size() -> None:
    assert heatmap(np.array([[1.0, -1.0, 0.0], [0.2, -0.6, 0.5]]), 10, 10) == ["#% ", ".=+"]


def test_a_large_layer_is_thinned_to_its_largest_weights() -> None:
    matrix = np.zeros((64, 785))
    matrix[50, 700] = -3.0
    drawn = heatmap(matrix, 40, 8)
    assert [len(row) for row in drawn] == [40] * 8
    assert sum(row.count("%") for row in drawn) == 1
