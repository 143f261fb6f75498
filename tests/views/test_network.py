"""The network as a graph: its lines, its numbers, its maps, and where it is cells instead."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import numpy as np

from tests.views.states import scenes, trained
from tests.views.test_views import LARGE, check
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.figure import Figure, Look, Size
from tui_dl.session.inspection import network_of
from tui_dl.session.places import Place
from tui_dl.views import Scene, draw
from tui_dl.views.network_maps import draw_maps
from tui_dl.views.network_plan import planned

PLAIN, WIDE = Look(colour=False), Size(158, 40)


def is_braille(text: str) -> bool:
    return any(0x2800 < ord(char) < 0x2900 for char in text)


def small() -> Scene:
    return Scene(trained("moons", epoch_limit=1, hidden=(3,)))


def test_a_small_network_says_all_its_numbers_beside_its_lines() -> None:
    scene = small()
    network = network_of(scene.state)
    for size in (LARGE, WIDE, Size(60, 18)):
        figure = draw("network", scene, size, PLAIN)
        check(figure, size, PLAIN)
        assert is_braille(figure.plain())
        told = re.findall(r"[+-]\d\.\d\d(?!\S)", figure.plain())
        wanted = [f"{value:+.2f}" for value in network.parameters.tolist()]
        assert sorted(told) == sorted(wanted)


def test_where_numbers_have_no_room_the_cursor_tells_its_own() -> None:
    scene = scenes()["ended"]
    network = network_of(scene.state)
    for layer, unit, column in ((1, 8, 2), (2, 3, 5), (3, 1, 8)):
        value = network.layers[layer - 1].weights[unit - 1, column - 1]
        for look in (Look(), PLAIN):
            drawn = draw("network", replace(scene, cursor=Place(layer, unit, column)), WIDE, look).plain()
            assert f"[{value:+.2f}]" in drawn
            assert drawn.count("[") == 1
    assert "▶" in draw("network", replace(scene, cursor=Place(2, 3, -1)), WIDE, PLAIN).plain()
    bias = replace(scene, cursor=Place(2, 3, 0))
    assert "#f0e442" in {str(part.style.bgcolor and part.style.bgcolor.name) for part in parts(draw_wide(bias))}


def draw_wide(scene: Scene) -> Figure:
    return draw("network", scene, WIDE, Look())


def parts(figure: Figure) -> list:
    return [part for row in figure.rows for part in row if part.style]


def test_in_ascii_and_in_too_little_room_weights_are_cells() -> None:
    scene = scenes()["ended"]
    for size, look in ((LARGE, Look(ascii=True)), (Size(22, 8), Look()), (Size(160, 8), Look())):
        assert not is_braille(draw("network", scene, size, look).plain())
    assert is_braille(draw("network", scene, Size(36, 10), Look()).plain())


def test_more_inputs_than_rows_are_cells_and_the_rest_are_lines() -> None:
    for kind in ("digits", "digits first"):
        rows = draw("network", scenes()[kind], WIDE, PLAIN).plain().splitlines()
        assert rows[0].split()[0] == "64"
        assert is_braille("".join(rows))
        assert "cells: a row a unit" in rows[-1]
        assert "cells: the largest of each" in draw("network", scenes()[kind], Size(110, 40), PLAIN).plain()


def test_where_not_every_line_is_drawn_it_is_said_how_many_are() -> None:
    crowded = Scene(trained("moons", epoch_limit=1, hidden=(14, 14)))
    most = int(re.search(r"at most (\d+) lines", draw("network", crowded, WIDE, Look()).plain()).group(1))
    assert most < 14 * 14
    assert "at most" not in draw("network", scenes()["ended"], WIDE, Look()).plain()


def test_a_held_unit_is_crossed_out_on_its_map_and_as_a_circle() -> None:
    state = small().state
    scene = Scene(replace(state, weights=msgspec.structs.replace(state.weights, held=((1, 2, 0.0),))))
    assert "×" in draw("network", scene, WIDE, PLAIN).plain()
    assert "×" in draw("network", scene, Size(36, 10), PLAIN).plain()


def test_a_unit_shows_where_it_is_above_zero() -> None:
    scene = small()
    network, data = network_of(scene.state), scene.state.dataset
    canvas = Canvas(Size(90, 30), PLAIN)
    plan = planned(network.sizes, Box(0, 0, 90, 30), (0, 0), maps=True)
    draw_maps(canvas, plan, network, data)
    rows = ["".join(part.text for part in row) for row in canvas.rows()]
    (left, right), (low, high) = data.bounds
    for unit in range(3):
        box = plan.unit(1, unit)
        for across, up in ((0, 0), (0, 1), (1, 0), (1, 1)):
            corner = np.array([[(left, right)[across], (low, high)[up]]])
            value = float(network.layer_outputs(corner)[0][0, unit])
            if abs(value) > 0.5:
                row, column = box.row + (1 - up) * (box.height - 1), box.column + across * (box.width - 1)
                assert (rows[row][column] in "▓█") == (value > 0)


def test_over_a_single_input_a_unit_is_a_curve() -> None:
    scene = Scene(trained("sine", epoch_limit=1, hidden=(2,), activation=("relu",)))
    network, canvas = network_of(scene.state), Canvas(Size(90, 30), PLAIN)
    plan = planned(network.sizes, Box(0, 0, 90, 30), (0, 0), maps=True)
    draw_maps(canvas, plan, network, scene.state.dataset)
    rows = ["".join(part.text for part in row) for row in canvas.rows()]
    ends = np.array(scene.state.dataset.bounds[0])[:, None]
    for unit, (first, last) in enumerate(network.layer_outputs(ends)[0].T):
        box = plan.unit(1, unit)
        columns = [[row[box.column + at] for row in rows[box.row : box.row + box.height]] for at in range(box.width)]
        at_first, at_last = (next(row for row, char in enumerate(columns[at]) if char != " ") for at in (0, -1))
        assert (at_first > at_last) == (first < last)
        assert all(any(char != " " for char in column) for column in columns)
