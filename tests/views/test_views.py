"""Every figure of every state: exact sizes, no colour and no other glyphs where none are wanted, and words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.views.states import other, scenes, trained, with_losses, with_weights
from tui_dl.data.recipe import DataRecipe
from tui_dl.figures.figure import Figure, Look, Size
from tui_dl.session.experiment import NetworkModel, RuleModel
from tui_dl.session.inspection import nearest_mean, network_of
from tui_dl.session.run import RunChange
from tui_dl.views import FIGURES, Scene, draw
from tui_dl.views.inside import hidden_plane, layer_plane
from tui_dl.words import numbers

LARGE = Size(80, 24)


def check(figure: Figure, size: Size, look: Look) -> None:
    assert len(figure.rows) == size.height
    for row in figure.rows:
        text = "".join(part.text for part in row)
        assert cell_len(text) == size.width
        assert "\n" not in text
        if look.ascii:
            assert all(char.isascii() or cell_len(char) == 2 for char in text)
            assert look.language == "ko" or (text + figure.title + figure.twin).isascii()
        if not look.colour:
            assert all(part.style is None or part.style.color is part.style.bgcolor is None for part in row)
    assert figure.title
    assert figure.twin
    assert "{" not in figure.twin


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("kind", scenes())
def test_every_figure_of_every_state_has_its_size(name: str, kind: str) -> None:
    for size in (Size(1, 1), Size(38, 10), Size(60, 16), Size(160, 45)):
        for look in (Look(), Look("ko", ascii=True, colour=False, dark=False)):
            check(draw(name, scenes()[kind], size, look), size, look)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(FIGURES),
    st.sampled_from([*scenes()]),
    st.builds(Size, st.integers(1, 200), st.integers(1, 60)),
    st.builds(Look, st.sampled_from(["en", "ko"]), st.booleans(), st.booleans(), st.booleans()),
    st.integers(-3, 100),
)
def test_no_size_and_no_look_breaks_a_figure(name: str, kind: str, size: Size, look: Look, pick: int) -> None:
    check(draw(name, replace(scenes()[kind], pick=pick), size, look), size, look)


def test_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        draw("lost", scenes()["idle"], LARGE, Look())


def test_where_nothing_is_to_see_it_is_said_what_to_press() -> None:
    idle = scenes()["idle"]
    for name in ("loss", "region", "weights", "units", "network", "probe", "hidden-plane", "health"):
        assert "Press Space" in draw(name, idle, LARGE, Look()).twin
        assert "Space" in draw(name, idle, LARGE, Look("ko")).twin
    assert "Press b" in draw("baselines", idle, LARGE, Look()).plain()
    assert "columns: 4" in draw("region", Scene(trained("iris")), LARGE, Look()).plain()


def test_loss_names_its_changes_and_its_lowest_epoch() -> None:
    figure = draw("loss", scenes()["ended"], LARGE, Look())
    assert "learning_rate became 0.1 at epoch 1.2." in figure.twin
    assert "▲" in figure.plain().splitlines()[-2]
    risen = Scene(with_losses(trained("moons", steps=0), [-0.9, -0.2, -0.5]))
    assert "Lowest on the validation part: 0.200, after epoch 1." in draw("loss", risen, LARGE, Look()).twin


def test_epochs_are_whole_numbers() -> None:
    ticks = draw("loss", scenes()["ended"], LARGE, Look()).plain().splitlines()[-1].split()
    assert ticks[:3] == ["0", "1", "2"]


def test_both_curves_can_be_told_apart_without_colour() -> None:
    figure = draw("loss", scenes()["ended"], LARGE, Look(ascii=True, colour=False)).plain()
    assert "*" in "".join(figure.splitlines()[1:-2])
    assert "o" in "".join(figure.splitlines()[1:-2])


def test_the_best_method_leads_and_the_own_one_is_marked() -> None:
    rows = draw("baselines", scenes()["fits"], Size(38, 10), Look(colour=False)).plain().splitlines()
    assert rows[1].startswith(" ★ boosting")
    assert sum(row.startswith("▶") for row in rows) == 1
    assert sum("…" in row for row in rows) == 2
    assert "1.000 1.000" in rows[1]


def test_a_region_has_both_answers_and_counts_the_wrong_points() -> None:
    rule = Scene(other("circles", RuleModel(feature="distance")))
    figure = draw("region", rule, LARGE, Look(colour=False))
    middle = figure.rows[LARGE.height // 2]
    text = "".join(part.text for part in middle)
    assert "█" in text[30:50]
    assert text[0] == " "
    assert "misses 0 of 300" in figure.twin
    idle_network = Scene(other("circles", NetworkModel()), chosen="rule")
    assert "Press Space" in draw("region", idle_network, LARGE, Look()).twin


def test_points_of_either_part_have_marks_of_their_own() -> None:
    scene, look = scenes()["ended"], Look(colour=False)
    for part, marks, word in (("train", "○●", "training"), ("validation", "◇◆", "validation")):
        figure = draw("region", replace(scene, part=part), LARGE, look)
        assert all(mark in figure.plain() for mark in marks)
        assert word in figure.title
        assert f"{word} points" in figure.twin
    bare = draw("region", replace(scene, part="none"), LARGE, look).plain().splitlines()
    assert not set("○●◇◆×") & set("".join(bare[:-2]))


def test_two_regions_stand_side_by_side_each_told_in_words() -> None:
    scene = replace(scenes()["fits"], chosen="boosting", beside="network")
    figure = draw("region", scene, LARGE, Look())
    check(figure, LARGE, Look())
    twins = [
        draw("region", replace(scene, chosen=name, beside=""), LARGE, Look()).twin for name in ("network", "boosting")
    ]
    spans = "It is drawn over "
    first, second = (twin.partition(spans)[0] for twin in twins)
    assert figure.twin == f"{first}{second}{spans}{twins[1].partition(spans)[2]}"
    keys = draw("region", scene, Size(36, 14), Look()).plain().splitlines()[-2:]
    assert keys[0].startswith("○ class 0  ● class 1  × wrong ")
    assert " │ " in keys[0]
    assert keys[1].startswith("x -")
    assert "network" in figure.title
    assert "boosting" in figure.title


def test_a_curve_shows_what_it_misses_each_point_by() -> None:
    scene = Scene(trained("sine", epoch_limit=1))
    drawn = draw("region", scene, LARGE, Look(colour=False))
    assert "│ what it misses by" in drawn.plain()
    assert "◆ validation" in draw("region", replace(scene, part="validation"), LARGE, Look(colour=False)).plain()


def test_the_hidden_plane_is_cut_where_the_output_changes_its_mind() -> None:
    state = trained("circles", epoch_limit=40)
    network = network_of(state)
    assert network is not None
    plane = hidden_plane(network, state.dataset.train.inputs)
    assert plane.cut is not None
    answers = network.outputs(state.dataset.train.inputs)[:, 0] > 0
    assert np.array_equal(plane.places[:, 0] > plane.cut, answers)


@pytest.mark.parametrize("data", ["circles", "blobs"])
def test_the_bent_grid_lies_on_the_same_plane_as_the_points(data: str) -> None:
    state = trained(data, epoch_limit=5)
    network = network_of(state)
    assert network is not None
    inputs = state.dataset.train.inputs
    plane = hidden_plane(network, inputs, inputs)
    assert np.allclose(plane.others, plane.places)
    single = Scene(trained(data, epoch_limit=5, hidden=(4,)))
    assert "input grid" in draw("hidden-plane", single, LARGE, Look()).plain()


def test_a_rule_says_what_it_asks() -> None:
    figure = draw("rule", scenes()["table rule"], LARGE, Look(colour=False))
    assert "worst" in figure.plain()
    assert "│" in figure.plain()


def test_a_dead_unit_is_called_dead() -> None:
    assert "unit 1 dead" in draw("units", scenes()["no weights"], LARGE, Look()).plain()


def test_the_table_of_figures_is_light() -> None:
    code = "import sys, tui_dl.views; sys.exit(any(name in sys.modules for name in ('numpy', 'plotext', 'textual')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_both_keys_stay_where_numbers_have_no_room() -> None:
    scene = Scene(with_losses(trained("moons", steps=0), [2048.5, 1e12]))
    for width in (30, 38, 60):
        legend = draw("loss", scene, Size(width, 10), Look()).plain().splitlines()[0]
        assert "training" in legend
        assert "validation" in legend


def test_other_rows_are_named_where_the_loss_is_told() -> None:
    state = trained("moons")
    changes = (RunChange(12, "data", DataRecipe("moons", draw=4)),)
    state = replace(state, run=msgspec.structs.replace(state.run, changes=changes))
    twin = draw("loss", Scene(state), LARGE, Look()).twin
    assert "data became moons" in twin


@pytest.mark.parametrize("pick", [0, 1, 2])
def test_layer_by_layer_points_are_parted_where_the_nearest_mean_changes(pick: int) -> None:
    state = trained("breast_cancer", hidden=(6, 4))
    network, part = network_of(state), state.dataset.train
    assert network is not None
    plane = layer_plane(network, part, pick, 2)
    said = network.layer_outputs(part.inputs)[pick - 1].astype(float) if pick else part.inputs
    means = [said[part.targets == label].mean(axis=0) for label in (0, 1)]
    nearer = ((said - means[1]) ** 2).sum(axis=1) < ((said - means[0]) ** 2).sum(axis=1)
    assert plane.cut == 0.0
    assert np.array_equal(plane.places[:, 0] > plane.cut, nearer)
    wrong = int((nearer != (part.targets == 1)).sum())
    name = f"layer {pick}" if pick else "inputs"
    assert f"{name}: {wrong} of {len(part)} training points" in draw("hidden-plane", Scene(state), LARGE, Look()).twin


def test_layer_by_layer_has_a_panel_for_the_inputs_and_each_layer_with_its_score() -> None:
    state = trained("digits", epoch_limit=1, hidden=(20, 5))
    heading = draw("hidden-plane", Scene(state), LARGE, Look()).plain().splitlines()[0].split()
    scores = [numbers.score(nearest_mean(state, layer)) for layer in range(3)]
    assert heading == ["inputs", scores[0], "layer", "1", scores[1], "layer", "2", scores[2]]
    small = draw("hidden-plane", Scene(state), Size(30, 8), Look()).plain()
    assert "inputs" not in small
    assert "layer 2" in small


def test_means_that_coincide_have_no_halfway() -> None:
    state = with_weights(trained("breast_cancer", hidden=(6, 4)), 0.0)
    network = network_of(state)
    assert network is not None
    assert layer_plane(network, state.dataset.train, 2, 2).cut is None
    assert "layer 2:" not in draw("hidden-plane", Scene(state), LARGE, Look()).twin
