"""What the data figure shows: pictures as pictures, tables row by row with what tells the classes apart."""

from __future__ import annotations

import numpy as np

from tui_dl.data.recipe import DataRecipe
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import Experiment
from tui_dl.session.run import Run
from tui_dl.session.state import idle
from tui_dl.views import Scene, draw

LARGE = Size(90, 24)


def shown(language: str = "en", size: Size = LARGE, **recipe):
    state = idle(Run(Experiment(DataRecipe("digits", **recipe))))
    return state.dataset, draw("data", Scene(state), size, Look(language, colour=False))


def test_pixels_are_drawn_as_the_pictures_they_are() -> None:
    data, figure = shown()
    rows = figure.plain().splitlines()
    at = next(number for number, row in enumerate(rows) if "first training rows" in row)
    labels = rows[at + 1].split()
    assert labels == [data.class_names[int(target)] for target in data.train.targets[: len(labels)]]
    inked = [len(row.replace(" ", "")) > 0 for row in rows[at + 2 : at + 10]]
    assert any(inked)
    assert "8 pixels high" in figure.twin
    assert "pixel_0_0" not in figure.twin


def test_measured_columns_are_named_with_the_mean_of_each_class() -> None:
    data, figure = shown(do=("relabel odd", "features top,holes"))
    assert data.image_shape is None
    holes = [row for row in figure.plain().splitlines() if row.startswith("holes")]
    means = [float(np.mean(data.train.raw[data.train.targets == label, 1])) for label in (0, 1)]
    assert f"{means[0]:.3g}" in holes[0]
    assert f"even {means[0]:.3g}, odd {means[1]:.3g}" in figure.twin
    row = [f"{value:.3g}" for value in data.train.raw[:20, 1].tolist()]
    written = holes[0].partition(" .. ")[2].split()[1:]
    assert len(written) > 1
    assert written == row[: len(written)]


def test_in_korean_columns_and_classes_have_korean_names() -> None:
    _, figure = shown("ko", do=("relabel odd", "features top,holes"))
    assert "구멍 수" in figure.plain()
    assert "짝수 평균" in figure.plain()


def test_where_there_is_little_room_the_name_and_the_means_stay() -> None:
    _, figure = shown(size=Size(38, 9), do=("relabel odd", "features holes,row5"))
    assert "holes" in figure.plain()
    assert "mean even  mean odd" in figure.plain()


def test_points_tell_how_far_they_reach_as_a_network_gets_them() -> None:
    recipe = DataRecipe("moons", do=("scale columns=1 by=100",))
    data = idle(Run(Experiment(recipe))).dataset
    for size in (Size(40, 7), LARGE):
        shown = draw("data", Scene(idle(Run(Experiment(recipe)))), size, Look("en", colour=False))
        low, high = data.train.inputs[:, 0].min(), data.train.inputs[:, 0].max()
        assert high > 100, "or nothing was scaled"
        assert f"x={low:.3g}..{high:.3g}" in shown.plain()
