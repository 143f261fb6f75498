"""Figures that follow a hand and a step: the cursor over a network, one step's numbers, the loop."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.views.states import scenes, trained
from tests.views.test_views import LARGE, check
from tui_dl.figures.figure import Look, Size
from tui_dl.session.inspection import network_of
from tui_dl.session.past.last_step import taken_step
from tui_dl.session.places import Place, index_of, place_of
from tui_dl.views import Scene, draw
from tui_dl.words import numbers


@pytest.mark.parametrize("name", ["network", "weights"])
@pytest.mark.parametrize("kind", ["ended", "regression", "digits", "wide", "no hidden layer", "broken weights"])
def test_a_cursor_anywhere_keeps_the_size_and_says_where_it_is(name: str, kind: str) -> None:
    state = scenes()[kind].state
    network = network_of(state)
    for layer in range(1, len(network.sizes)):
        for column in (1, network.sizes[layer - 1], 0, -1):
            place = Place(layer, network.sizes[layer], column)
            for size in (Size(1, 1), Size(38, 10), Size(60, 16), Size(160, 45)):
                for look in (Look(), Look("ko", ascii=True, colour=False)):
                    scene = replace(scenes()[kind], cursor=place, typed=None if column else "-0.5")
                    figure = draw(name, scene, size, look)
                    check(figure, size, look)
                    assert figure.twin != draw(name, scenes()[kind], size, look).twin


def test_the_cursor_marks_its_number_without_colour() -> None:
    scene = replace(scenes()["one unit"], cursor=Place(1, 1, 2))
    value = network_of(scene.state).layers[0].weights[0, 1]
    for name in ("network", "weights"):
        assert f"[{value:+.2f}]" in draw(name, scene, LARGE, Look(ascii=True, colour=False)).plain()


def test_one_step_shows_the_numbers_of_the_step_and_leaves_the_blank_out() -> None:
    state = trained("moons", steps=3, hidden=(2,), batch_size=8, optimizer="sgd", learning_rate=0.5, epoch_limit=99)
    state = replace(state, weights=msgspec.structs.replace(state.weights, step=3))
    step = taken_step(state)
    large, text = Size(98, 40), "layer2.w[1,1]"
    index = index_of(network_of(state), place_of(text))
    line = next(row for row in draw("one-step", Scene(state), large, Look()).plain().splitlines() if text in row)
    before, gradient, nudged, moved, after = map(float, line.split()[1:])
    assert before == pytest.approx(step.anatomy.before[index], abs=5e-4)
    assert gradient == pytest.approx(step.anatomy.gradients[index], abs=5e-4)
    assert nudged == pytest.approx(gradient, abs=1.1e-3)
    assert moved == pytest.approx(-0.5 * gradient, abs=1e-3)
    assert after == pytest.approx(step.anatomy.after[index], abs=5e-4)
    hidden = draw("one-step", Scene(state, blank="layer2.w1_1.after"), large, Look())
    cut = next(row for row in hidden.plain().splitlines() if text in row).split()
    assert cut[1:4] == line.split()[1:4]
    assert cut[4:] == ["____", "____"]
    assert "____" in hidden.twin
    assert f"{after:+.3f}" not in hidden.twin
    narrow = Size(33, 17)  # beside words: the number that is asked for is in sight, and stays there
    for blank, shown in (("layer2.w1_1.after", "____"), ("", f"{after:+.3f}")):
        filled = draw("one-step", Scene(state, blank=blank, asked="layer2.w1_1.after"), narrow, Look()).plain()
        assert next(row for row in filled.splitlines() if text.removeprefix("layer") in row).split()[-1] == shown


def test_every_number_of_a_batch_is_in_the_twins_and_the_loop_closes_at_every_size() -> None:
    state = trained("moons", steps=2, hidden=(2,), batch_size=8, optimizer="sgd", learning_rate=0.5, epoch_limit=99)
    state = replace(state, weights=msgspec.structs.replace(state.weights, step=2))
    step = taken_step(state)
    prediction = next(piece for piece in step.anatomy.forward if piece.name == "p").values[0, 0]
    for size in (Size(38, 12), Size(76, 14), Size(100, 20)):
        for look in (Look(), Look("ko", ascii=True, colour=False)):
            figure = draw("loop", Scene(state), size, look)
            for number in (f"{prediction:+.3f}", numbers.loss(step.anatomy.loss), numbers.loss(step.anatomy.new_loss)):
                assert number in figure.plain(), (size, number)
                assert number in figure.twin
    assert "sgd" in draw("loop", Scene(state), LARGE, Look()).plain()


def test_where_there_is_no_step_it_is_said_why() -> None:
    for name in ("one-step", "loop"):
        assert "Press ." in draw(name, scenes()["idle"], LARGE, Look()).twin
        assert "gradients" in draw(name, Scene(trained("moons", optimizer="random")), LARGE, Look()).twin
