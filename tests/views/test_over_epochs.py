"""Figures over epochs: curves on either axis, as losses and scores, and each layer's health."""

from __future__ import annotations

from dataclasses import replace

from tests.views.states import scenes, trained, with_losses
from tui_dl.figures.figure import Look, Size
from tui_dl.views import Scene, draw
from tui_dl.words import numbers

LARGE = Size(80, 24)


def test_curves_are_drawn_on_a_logarithmic_axis_and_as_scores_with_the_best_epoch_marked() -> None:
    state = with_losses(trained("moons", steps=0), [-1.0, -0.1, -0.001, -0.01])
    small = Look(colour=False)
    figure = draw("loss", Scene(state, curves="log", at=2), LARGE, small)
    assert figure.title == "Loss by epoch (log) · ★ best 2"
    assert {"0.1", "0.01", "0.001"} <= {row.partition("┤")[0].strip() for row in figure.plain().splitlines()}
    assert "│ epoch 2" in figure.plain()
    axis = figure.plain().splitlines()[-2]
    assert abs(axis.index("★") / len(axis) - 2 / 3) < 0.05
    trained_scene = scenes()["ended"]
    scores = [record.validation.accuracy for record in trained_scene.state.records]
    twin = draw("loss", replace(trained_scene, curves="score"), LARGE, small).twin
    assert f"Highest: {numbers.score(max(scores))}, after epoch {scores.index(max(scores))}." in twin
    assert "Accuracy on the validation part:" in draw("loss", trained_scene, LARGE, small).twin


def test_thousands_of_epochs_keep_their_spike_on_either_axis() -> None:
    losses = [0.5] * 5000
    losses[3210] = 50.0  # one in five thousand
    scene = Scene(with_losses(trained("moons", steps=0), losses))
    for curves in ("loss", "log"):
        rows = draw("loss", replace(scene, curves=curves), Size(80, 20), Look()).plain().splitlines()
        top = next(row for row in rows[1:5] if row[6:].strip("│┤ "))
        assert abs(len(top.rstrip()) / 80 - 3210 / 5000) < 0.06


def test_health_is_drawn_over_time_where_there_is_room_and_told_from_its_first_epoch() -> None:
    state = trained("circles", epoch_limit=4)
    figure = draw("health", Scene(state), LARGE, Look(colour=False))
    assert [figure.plain().count(name) for name in ("gradient", "update", "saturated", "dead", "(log)")] == [2] * 5
    first, last = (state.records[at].layers[1].gradient_norm for at in (1, -1))
    assert f"layer 2, gradient {first:.3f} to {last:.3f}, stuck" in figure.twin
    rows = figure.plain().splitlines()
    ends = [row.rstrip()[-1] for row in rows[5:] if row.rstrip()[-1:].isdigit() and "┤" in row]
    assert set(ends) <= {"1", "2", "3"}
    assert ends
    short = draw("health", Scene(state), Size(80, 5), Look()).plain()
    assert "(log)" not in short
