"""A sweep on the screen: planned, held, gone on with, its best opened in the tab."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.ui.hands import press, said
from tui_dl.course.laboratory import LABORATORY
from tui_dl.session.sweeps.grid import by_point
from tui_dl.ui.screens.lab import LabScreen
from tui_dl.ui.screens.sweep import SweepScreen
from tui_dl.ui.widgets.axis_line import AxisLine
from tui_dl.ui.widgets.sweep_map import SweepMap
from tui_dl.words import numbers


def shown(app, name: str) -> str:
    return str(app.screen.query_one(name, Static).render())


async def open_sweep(app, pilot, *lines: str) -> None:
    await app.screen.turn("epoch_limit", "3")
    await press(pilot, "x")
    assert isinstance(app.screen, SweepScreen)
    for line, text in zip(app.screen.query(AxisLine), lines, strict=False):
        line.value = text


@pytest.mark.parametrize(("size", "language"), [((80, 24), "ko"), ((160, 45), "en")])
async def test_it_is_planned_held_gone_on_with_and_opened(open_app, monkeypatch, tmp_path, size, language) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    hear = SweepScreen.hear
    monkeypatch.setattr(SweepScreen, "hear", lambda _: None)  # what its timer calls: here every look is asked for
    async with open_app(LABORATORY, language, size, ascii_only=language == "ko") as (app, pilot):
        await open_sweep(app, pilot, "learning_rate=0.01,0.1", "hidden=2;8,8", "3")
        await press(pilot, "enter")
        screen = app.screen
        hear(screen)
        await press(pilot, "escape")
        run = screen._run
        assert not run.under_way
        assert 0 < len(run.trials) < run.total == 12
        assert str(len(run.trials)) in said(app)
        done = list(run.trials)
        await press(pilot, "space")
        while run.under_way:
            hear(screen)
        await pilot.pause()
        assert run.trials[: len(done)] == done
        assert len({(one.point, one.seed) for one in run.trials}) == 12
        results, field = by_point(run.trials), screen.query_one(SweepMap)
        cells = field.figure.plain()
        for result in results:
            assert numbers.score(result.mean) in cells
        drawn = [char for char in cells if not (char.isascii() or "가" <= char <= "힣")]
        assert (not drawn) == (language == "ko"), "words apart, only ASCII is drawn where that is asked for"
        assert numbers.score(results[0].mean) in shown(app, "#table")
        assert cell_len(shown(app, "#keys")) <= size[0]
        await press(pilot, "right", "down", "right")
        assert field.at == 3
        assert "hidden=8,8" in shown(app, "#table").split("\n")[0]
        await press(pilot, "enter")
        assert isinstance(app.screen, LabScreen)
        model = app.screen.bench.experiment.model
        assert (model.learning_rate, model.hidden) == (0.1, (8, 8))
        await press(pilot, "u")
        assert app.screen.bench.experiment.model.learning_rate == 0.01
    async with open_app(LABORATORY, language, size) as (app, pilot):
        await press(pilot, "x")
        assert len(app.screen._run.trials) == 12, "it is there again"


async def test_a_plan_that_is_none_is_said_and_knobs_are_gone_through(open_app, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    async with open_app(LABORATORY) as (app, pilot):
        await open_sweep(app, pilot, "rate=1")
        await press(pilot, "enter")
        assert "Did you mean" in said(app)
        await press(pilot, "down")
        first = app.screen.query(AxisLine).first()
        assert first.value.startswith("learning_rate=")
        for _ in range(3):
            await press(pilot, "down")
            assert "=" in first.value
        await press(pilot, "tab", "tab", "up", "up")
        assert app.screen.plan[2] == "7"
        await press(pilot, "escape")
        assert isinstance(app.screen, LabScreen)
