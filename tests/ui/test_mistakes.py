"""The cursor in the confusion figure: it walks through mistakes, opens one, and moves the threshold."""

from __future__ import annotations

from tests.ui.hands import press
from tests.ui.test_cursor import go_to
from tui_dl.course.moment import knob_now
from tui_dl.session.verdicts import verdicts_of
from tui_dl.ui.widgets.mistake_view import MistakeView


async def test_mistakes_are_opened_and_the_threshold_is_moved(open_app) -> None:
    async with open_app("metrics", "en") as (app, pilot):
        await go_to(app, pilot, "net")
        await press(pilot, "space", "w")
        bench, view = app.screen.bench, app.screen.query_one(MistakeView)
        assert view.has_focus
        verdicts = verdicts_of(bench.state)
        worst = verdicts.mistakes
        await press(pilot, "down", "enter")
        assert f"row {worst[1] + 1}" in view.figure.title
        await press(pilot, "escape")
        assert view.has_focus
        assert "Confusion" in view.figure.title
        before = bench.state.last.validation
        await press(pilot, "left", "left")
        assert knob_now(bench.state, "decision_threshold") == 0.4
        after = verdicts_of(bench.state)
        assert after.matrix[1, 1] / after.matrix[1].sum() == bench.state.last.validation.recall >= before.recall
        assert "threshold 0.4" in view.figure.plain()
        await press(pilot, "escape")
        assert not view.has_focus


async def test_the_head_tells_whether_the_test_part_is_sealed(open_app) -> None:
    async with open_app("selection", "en") as (app, pilot):
        head = app.screen.query_one("#head")
        assert "test sealed" in str(head.render())
        bench = app.screen.bench
        await go_to(app, pilot, "many")
        await press(pilot, "space")
        await app.screen.do("open_test")
        assert "test opened: 1" in str(head.render())
        assert bench.now.opened == 1
