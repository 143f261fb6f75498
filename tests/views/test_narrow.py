"""In a column of 36 cells, as on a screen of 80 by 24: what is there is whole, and what is not there is named."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.views.states import fits, scenes, trained
from tui_dl.figures.figure import Look, Size
from tui_dl.session.inspection import network_of
from tui_dl.session.past.last_step import taken_step
from tui_dl.views import Scene, draw

NARROW = Size(36, 14)


def rows(name: str, scene: Scene, language: str = "en", size: Size = NARROW) -> list[str]:
    return draw(name, scene, size, Look(language)).plain().splitlines()


def test_the_loop_says_every_gradient_in_whole_numbers() -> None:
    for hidden in ((4,), (4, 4, 3)):
        scene = Scene(trained("circles", steps=5, hidden=hidden, activation=("tanh",) * len(hidden)))
        for size in (NARROW, Size(100, 30)):
            drawn = "\n".join(rows("loop", scene, size=size))
            norms = re.findall(r"dW\d (\d+\.\d{3})(?!\d)", drawn)
            assert len(norms) == len(hidden) + 1
        assert taken_step(scene.state) is not None


def test_no_score_of_the_confusion_is_torn_and_its_axes_have_names() -> None:
    for language in ("en", "ko"):
        drawn = rows("confusion", scenes()["ended"], language)
        assert any(re.search(r"F1 \d\.\d{3}", row) for row in drawn)
        said = {"en": "said class 0", "ko": "세로: 실제  가로: 답"}[language]
        assert any(said in row for row in drawn)


def test_columns_of_compared_runs_have_names_of_their_own_and_those_left_out_are_named() -> None:
    runs = tuple(
        replace(trained("moons", epoch_limit=epochs, hidden=(epochs,), learning_rate=epochs / 100), id=epochs)
        for epochs in (2, 3)
    )
    scene = Scene(runs[-1], runs=runs)
    for language in ("en", "ko"):
        narrow = rows("compared", scene, language, Size(24, 14))
        assert narrow[-1].startswith({"en": "also differ: ", "ko": "그 밖에 다른 것: "}[language])
    korean = rows("compared", scene, "ko", Size(100, 14))[-3]
    assert len(re.findall(r"(?<!실제 )에포크", korean)) == 1


def test_methods_that_have_no_row_are_counted_and_the_own_one_keeps_its_row() -> None:
    scene = replace(scenes()["fits"], fits=fits(0), fitting=("forest", "tree"))
    assert "★ leads  ▶ yours" in rows("baselines", scene)
    drawn = rows("baselines", scene, size=Size(36, 5))
    assert drawn[-1].startswith("4 more")
    assert sum(row.startswith("▶") for row in drawn) == 1
    assert "majority" in draw("baselines", scene, Size(36, 5), Look()).twin


def test_units_and_layers_that_are_not_drawn_are_counted() -> None:
    drawn = rows("weights", scenes()["digits first"])
    assert drawn[1].split()[:2] == ["unit", "1"]
    assert drawn[-1].strip() == "not shown: 12 units, 1 layer"
    wide = Scene(trained("moons", epoch_limit=1, hidden=(40,)))
    shown = len(re.findall(r"unit \d+|(?<!\S)\d+(?!\S)", "\n".join(rows("units", wide)[:-2])))
    assert f"not shown: {40 - shown} units" in "\n".join(rows("units", wide))


def test_a_plane_says_from_where_to_where_it_is_drawn() -> None:
    (left, right), (low, high) = scenes()["ended"].state.dataset.bounds
    said = f"x {left:.2g}..{right:.2g}, y {low:.2g}..{high:.2g}"
    for name in ("points", "region", "units"):
        assert said in "\n".join(rows(name, scenes()["ended"]))
        assert said in draw(name, scenes()["ended"], NARROW, Look()).twin


def test_colours_of_weights_and_units_have_their_scale() -> None:
    scene = scenes()["ended"]
    network = network_of(scene.state)
    assert network is not None
    strongest = [abs(layer.matrix).max() for layer in network.layers]
    drawn = "\n".join(rows("network", scene))
    assert [float(one) for one in re.findall(r"±(\d\S*)", drawn)] == [float(f"{one:.2g}") for one in strongest]
    assert "blue +, orange -" in drawn
    relu = "\n".join(rows("units", scenes()["one unit"]))
    assert re.search(r"unit 1 (dead|0\.\.\d)", relu)
    assert "its own range" in relu
    assert "faint -1 .. strong 1" in "\n".join(rows("units", scenes()["blobs"]))
