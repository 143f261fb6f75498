"""The tree as a flow chart: what is drawn is what was fitted, and who comes where is counted."""

from __future__ import annotations

import re

import pytest

from tests.views.states import fits, fitted, scenes
from tui_dl.figures.chart import NAME_LENGTHS, Place, depth, fit
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import ClassicModel
from tui_dl.views import Scene, draw
from tui_dl.views.measured import measured, written

PLAIN = Look(colour=False)


def test_every_question_and_every_count_is_there() -> None:
    state = fitted("moons", ClassicModel("tree", {"depth": 2}))
    tree, drawn = state.fit.tree, draw("tree", Scene(state), Size(78, 16), PLAIN).plain()
    for node, child in enumerate(tree.left):
        counts = ":".join(f"{value:.0f}" for value in tree.values[node])
        assert counts in drawn
        if child >= 0:
            assert f"{'xy'[tree.column[node]]} < {tree.threshold[node]:.2f}" in drawn
    assert f"leaves {tree.leaves}" in drawn
    assert drawn.index("yes") < drawn.index("no")


def test_those_who_say_yes_stand_on_the_left() -> None:
    state = fitted("moons", ClassicModel("tree", {"depth": 1}))
    column, threshold = state.fit.tree.column[0], state.fit.tree.threshold[0]
    yes = state.dataset.train.inputs[:, column] < threshold
    targets = state.dataset.train.targets
    counts = [f"{(targets[here] == 0).sum()}:{(targets[here] == 1).sum()}" for here in (yes, ~yes)]
    row = draw("tree", Scene(state), Size(60, 12), PLAIN).plain().splitlines()[4]
    assert re.findall(r"\d+:\d+", row) == counts


def test_where_it_does_not_fit_the_top_is_drawn_and_the_rest_counted() -> None:
    scene = scenes()["deep tree"]
    tree = scene.state.fit.tree
    drawn = draw("tree", scene, Size(38, 14), PLAIN).plain()
    below = [int(number) for number in re.findall(r"… (\d+)", drawn)]
    whole = int(scene.state.fit.details["depth"])
    shown = int(re.search(rf"depth (\d+) of {whole}", drawn)[1])
    assert 0 < shown < whole
    assert sum(below) + drawn.count("class") - drawn.count("each class") <= tree.leaves + 2  # the legend's two
    assert sum(below) > 0


def test_a_rescaled_column_is_asked_about_as_it_was_measured() -> None:
    state = fitted("wine", ClassicModel("tree"))
    tree, data = state.fit.tree, state.dataset
    column = tree.column[0]
    threshold = measured(tree.threshold[0], column, data)
    raw, inputs = data.train.raw[:, column], data.train.inputs[:, column]
    assert ((raw < threshold) == (inputs < tree.threshold[0])).all()
    assert f"{data.feature_names[column]} < {threshold:.2f}" in draw("tree", Scene(state), Size(78, 20), PLAIN).plain()


@pytest.mark.parametrize(("language", "wanted"), [("en", "If y < "), ("ko", "y < ")])
def test_a_small_tree_is_told_leaf_by_leaf(language, wanted) -> None:
    scene = scenes()["tree"]
    twin = draw("tree", scene, Size(60, 16), Look(language)).twin
    assert twin.count(wanted) >= 2
    assert twin.count("(") == scene.state.fit.tree.leaves


def test_a_tree_fitted_for_comparison_is_shown_and_without_one_it_is_said_what_to_press() -> None:
    network, tree = scenes()["ended"], scenes()["tree"]
    assert "Press b" in draw("tree", network, Size(60, 16), PLAIN).plain()
    assert "Press Space" in draw("tree", scenes()["classic"], Size(60, 16), PLAIN).plain()
    beside = Scene(network.state, fits=(*fits(0), tree.state.fit))
    assert draw("tree", beside, Size(60, 16), PLAIN).plain() == draw("tree", tree, Size(60, 16), PLAIN).plain()


def chain(length: int) -> Place:
    leaf = Place("class 1", "", "● 1:2")
    return leaf if length == 0 else Place("a long name of a column", " < 1.00", "● 10:20", "", leaf, chain(length - 1))


def test_levels_come_before_long_names() -> None:
    assert depth(chain(4)) == 4
    roomy, narrow, low = fit(chain(4), 200, 20), fit(chain(4), 48, 20), fit(chain(4), 200, 9)
    assert (roomy.levels, roomy.longest) == (4, NAME_LENGTHS[0])
    assert narrow.levels == 4
    assert narrow.longest < NAME_LENGTHS[0]
    assert low.levels == 2


def test_a_tree_grown_split_by_split_marks_its_newest_question() -> None:
    few, more = (fitted("moons", ClassicModel("tree", {"splits": splits})) for splits in (3, 4))
    assert (few.fit.tree.questions, more.fit.tree.questions) == (3, 4)
    asked = [
        {(one.column[node], one.threshold[node]) for node in range(len(one.left)) if one.left[node] >= 0}
        for one in (few.fit.tree, more.fit.tree)
    ]
    newest = more.fit.tree.newest
    assert asked[1] - asked[0] == {(more.fit.tree.column[newest], more.fit.tree.threshold[newest])}
    drawn = draw("tree", Scene(more), Size(110, 24), PLAIN)
    question = f"{'xy'[more.fit.tree.column[newest]]} < {written(more.fit.tree.threshold[newest])}"
    assert drawn.plain().count("★") == 1
    assert f"★ {question}" in drawn.plain()
    assert f"newest question is {question}." in drawn.twin
    assert "★" not in draw("tree", scenes()["tree"], Size(110, 24), PLAIN).plain()
