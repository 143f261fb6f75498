"""Several runs over each other: in what they differ, and how each did."""

from __future__ import annotations

from dataclasses import replace

from tests.views.states import other, trained
from tui_dl.figures.figure import Look, Size
from tui_dl.session.comparing import differing
from tui_dl.session.experiment import RuleModel
from tui_dl.views import Scene, draw
from tui_dl.words import numbers

SIZE, LOOK = Size(80, 20), Look(colour=False)


def drawn(states):
    scene = Scene(states[-1], runs=tuple(states))
    figure = draw("compared", scene, SIZE, LOOK)
    return figure, ["".join(part.text for part in row) for row in figure.rows]


def numbered(*states):
    return [replace(state, id=number) for number, state in enumerate(states, start=1)]


def test_the_knobs_that_differ_are_named_and_no_others() -> None:
    states = numbered(trained("moons", learning_rate=0.001), trained("moons", learning_rate=0.1, hidden=(3,)))
    assert differing([state.run for state in states]) == ["hidden", "learning_rate"]
    figure, rows = drawn(states)
    heading = next(row for row in rows if "learning rate" in row)
    assert "layers" in heading
    assert "optimizer" not in heading
    for state in states:
        assert numbers.score(state.last.validation.accuracy) in figure.twin
        assert numbers.loss(state.last.validation.loss) in figure.twin


def test_the_best_is_first_and_the_run_on_screen_is_marked() -> None:
    worse, better = trained("moons", learning_rate=1e-6), trained("moons", learning_rate=0.1)
    _, rows = drawn(numbered(worse, better))
    assert [row[:2] for row in rows[-2:]] == ["▶2", " 1"]
    _, rows = drawn(numbered(better, worse))
    assert [row[:2] for row in rows[-2:]] == [" 1", "▶2"]


def test_a_change_on_the_way_is_a_difference() -> None:
    states = numbered(trained("moons"), trained("moons", change=True))
    assert differing([state.run for state in states]) == ["learning_rate"]


def test_only_the_newest_five_and_the_run_on_screen_among_them() -> None:
    states = [replace(trained("moons", l2=number / 1000), id=number) for number in range(1, 9)]
    _, rows = drawn(states)
    assert sum(row[1].isdigit() and row[:1] in "▶ " for row in rows[-6:-1]) == 5
    assert rows[-1].rstrip() == "the newest 5 of 8 runs"
    assert any(row.startswith("▶") for row in rows)


def test_a_rule_has_scores_and_no_curve() -> None:
    states = numbered(other("moons", RuleModel()), other("moons", RuleModel(turn=30.0)))
    figure, rows = drawn(states)
    assert "no loss" in rows[0]
    assert "turn 30" in figure.twin


def test_without_colour_each_curve_has_its_number_along_the_way() -> None:
    states = numbered(*(trained("moons", epoch_limit=30, learning_rate=rate) for rate in (0.0001, 0.1)))
    _, rows = drawn(states)
    chart = "\n".join(row[8:] for row in rows[:14])
    assert all(chart.count(number) > 3 for number in "12")
