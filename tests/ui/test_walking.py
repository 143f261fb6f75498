"""Figures in which one walks with the arrow keys: the cross-hair on curves, the rows of a step's batch."""

from __future__ import annotations

from tests.ui.hands import WIDE, figures, in_sight, press
from tests.ui.test_cursor import go_to
from tui_dl.session.past.last_step import taken_step
from tui_dl.ui.widgets.curve_view import CurveView
from tui_dl.ui.widgets.step_view import StepView
from tui_dl.views.step_words import signed
from tui_dl.words import numbers


async def test_a_cross_hair_reads_curves_and_the_chosen_curves_stay(open_app) -> None:
    async with open_app("layer", "en", WIDE) as (app, pilot):
        await press(pilot, "n", "space")
        bench, view = app.screen.bench, app.screen.query_one(CurveView)
        app.screen.set_focus(view)
        await press(pilot, "home", "right", "right", "right")
        there = bench.state.records[3]
        losses = [numbers.loss(part.loss) for part in (there.train, there.validation)]
        assert f"Loss after epoch 3: training {losses[0]}, validation {losses[1]}." in view.figure.twin
        assert "│ epoch 3" in view.figure.plain()
        assert "Esc leave" in str(app.screen.query_one("#keys").render())
        await press(pilot, "a", "a")
        scores = [numbers.score(part.accuracy) for part in (there.train, there.validation)]
        assert view.figure.title.startswith("Accuracy by epoch")
        assert f"⠒⠒ {scores[0]}  •• {scores[1]}" in view.figure.plain()
        await press(pilot, "m")
        assert figures(app) == {"loss"}
        assert app.screen.focused.at == 3, "the cross-hair stays where it was"
        await press(pilot, "escape")
        assert "│ epoch" not in app.screen.query_one(CurveView).figure.plain()
        assert app.preferences.curves == "score"
    async with open_app() as (app, _):
        assert app.preferences.curves == "score", "from now on"


async def test_arrows_choose_the_row_of_a_batch(open_app) -> None:
    async with open_app("feedback", "en", WIDE) as (app, pilot):
        await go_to(app, pilot, "one")
        await press(pilot, "full_stop")
        step = taken_step(app.screen.bench.state)
        view = next(one for one in app.screen.query(StepView) if one.figure_name == "one-step")
        app.screen.set_focus(view)
        await press(pilot, "right", "right", "down")
        by_name = {piece.name: piece.values for piece in step.anatomy.forward}
        assert "row 3/" in view.figure.title
        assert f"Its row 3: x {signed(by_name['x'][0, 2])}" in view.figure.twin
        assert signed(float(by_name["p"][0, 2])) in view.figure.plain()
        await press(pilot, "end", "right")
        assert f"row {step.anatomy.rows}/" in view.figure.title
        loop = next((one for one in in_sight(app) if one.figure_name == "loop"), None)
        assert loop is None or "row 1/" in loop.figure.title, "each keeps its own row"
