"""The figure of a forest: its vote over the plane, or tree by tree."""

from __future__ import annotations

import numpy as np

from tests.views.states import other, scenes, trained
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import ClassicModel
from tui_dl.views import Scene, draw
from tui_dl.words import numbers

LARGE = Size(80, 24)


def test_over_the_plane_it_says_how_the_votes_are_split() -> None:
    plane = draw("forest", scenes()["forest"], LARGE, Look())
    voting = scenes()["forest"].state.fit.voting
    assert f"Trees: {len(voting.together)}." in plane.twin
    assert f"alone scores {numbers.score(voting.alone)}" in plane.twin
    shares = np.frombuffer(voting.shares, np.float32).reshape(2, -1)
    assert f"On {round(100 * float((shares.max(axis=0) < 0.75).mean()))} percent" in plane.twin
    assert "split vote" in plane.plain()


def test_for_a_table_it_draws_the_score_tree_by_tree() -> None:
    state = scenes()["value forest"].state
    table = draw("forest", Scene(state), LARGE, Look())
    assert f"the vote {numbers.score(state.fit.voting.together[-1])}" in table.plain()
    assert f"one tree {numbers.score(state.fit.voting.alone)}" in table.plain()
    assert "R2" in table.title
    assert "different classes" not in draw("forest", scenes()["lone tree"], LARGE, Look()).twin


def test_a_forest_beside_a_network_is_drawn_too_and_where_there_is_none_it_is_said() -> None:
    forest = scenes()["forest"].state.fit
    beside = Scene(trained("moons"), fits=(forest,))
    assert draw("forest", beside, LARGE, Look()).twin == draw("forest", scenes()["forest"], LARGE, Look()).twin
    assert "Press Space" in draw("forest", Scene(other("moons", ClassicModel("forest"))), LARGE, Look()).plain()
    assert "Press b" in draw("forest", scenes()["ended"], LARGE, Look()).plain()
