"""A run and its branch, live: from the list of forks to the end, and on with it at the bench."""

from __future__ import annotations

from tests.ui.hands import figures, press
from tui_dl.ui.screens.branches import BranchesScreen
from tui_dl.ui.screens.forks import ForksScreen
from tui_dl.ui.widgets.figure_view import FigureView


def row(app, place: str) -> str:
    return str(app.screen.query_one(place).render())


async def test_both_branches_grow_in_step_before_ones_eyes(open_app) -> None:
    async with open_app("laboratory") as (app, pilot):
        bench = app.screen.bench
        bench.apply("set epoch_limit=6 hidden=[3]")
        await press(pilot, "space", "y", "left", "left", "enter")
        bench.apply("set learning_rate=1")
        await press(pilot, "q")
        assert isinstance(app.screen, ForksScreen)
        await press(pilot, "space")
        assert isinstance(app.screen, BranchesScreen)
        screen = app.screen
        screen._hear()
        assert "held: epoch 4 of 6" in row(app, "#head")
        assert figures(app) == {"branches", "region"}
        assert [view.border_subtitle for view in app.screen.query("#pair FigureView")] == [
            "1 learning rate 0.01",
            "2 learning rate 1",
        ]
        both, first, second = (view.figure for view in screen.query(FigureView))
        assert "nothing is between them yet" in both.twin
        assert first.twin == second.twin

        await press(pilot, "e")
        assert "held: epoch 5 of 6" in row(app, "#head")
        both, first, second = (view.figure for view in screen.query(FigureView))
        assert "Epoch 5: validation loss" in both.twin
        assert first.twin != second.twin
        steps = {state.weights.step for state in screen._pair.states}
        await press(pilot, ".")
        assert {state.weights.step for state in screen._pair.states} == {min(steps) + 1}
        await press(pilot, "backslash")
        screen._hear()
        assert "over, at epoch 6" in row(app, "#head")

        await press(pilot, "f", "v", "l")
        assert figures(app) == {"branches", "network"}
        assert "6에포크의 검증 손실은" in next(iter(screen.query(FigureView))).figure.twin
        await press(pilot, "r")
        screen._hear()
        assert "멈춤: 6에포크 가운데 4에포크" in row(app, "#head")
        await press(pilot, "backslash")
        screen._hear()
        seen = screen._pair.states[1]
        await press(pilot, "escape")
        assert bench.state.epochs == 6, "the branch on the bench is as far as it was watched"
        assert (bench.state.weights, bench.state.records) == (seen.weights, seen.records)
