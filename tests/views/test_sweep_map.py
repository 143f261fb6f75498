"""A sweep as a field of cells: at any size, with holes and with what blew up."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_dl.figures.figure import Look, Size
from tui_dl.session.records import Scores
from tui_dl.session.sweeps.grid import LEAST, Trial, axis_of, by_point
from tui_dl.views import sweep_map

AXES = [axis_of("learning_rate=0.01,0.1,1"), axis_of(f"hidden={';'.join(map(str, range(1, 30)))}")]


def trials(*places: tuple[int, float]) -> list[Trial]:
    made = []
    for point, accuracy in places:
        scores = Scores(r2=accuracy)
        made += [Trial(point, seed, scores, scores, "epochs", 3, 9) for seed in (1, 2)]
    return made


@pytest.mark.parametrize("size", [Size(1, 1), Size(20, 4), Size(76, 9), Size(300, 60)])
@pytest.mark.parametrize("look", [Look(), Look("ko", ascii=True), Look(colour=False, dark=False)])
def test_it_has_its_size_and_keeps_the_cursor_in_sight(size: Size, look: Look) -> None:
    results = by_point(trials((0, 0.5), (86, 0.75), (40, LEAST), (41, float("inf"))))
    for axes, at in ((AXES, 86), (AXES[:1], 1)):
        drawn = sweep_map.draw(axes, results[:1] if axes is not AXES else results, at, "R2", size, look)
        assert len(drawn.rows) == size.height
        for row in drawn.rows:
            assert sum(cell_len(part.text) for part in row) == size.width
        if size.width > 40 and axes is AXES:
            assert "[0.750*]" in drawn.plain()
            assert "0.750" in drawn.twin
