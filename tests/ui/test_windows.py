"""Windows of any size, without colour, in ASCII."""

from __future__ import annotations

import pytest

from tests.ui.hands import NARROW, every_cell, in_sight, knob, press
from tui_dl.ui.widgets.goals import Goals


@pytest.mark.parametrize("size", [(20, 6), (5, 2), (200, 60)])
async def test_any_window_is_survived(open_app, size) -> None:
    async with open_app("layer", "ko", size) as (app, pilot):
        await press(pilot, "n", "space", "v", "m", "m", "question_mark")
        assert app.is_running


async def test_ascii_is_ascii(open_app) -> None:
    async with open_app("layer", "en", NARROW, ascii_only=True) as (app, pilot):
        await press(pilot, "s", "plus", "plus", "plus", "plus", "space")
        assert every_cell(app).isascii()
        assert str(app.screen.query_one(Goals).render()).isascii()
        assert knob(app, "hidden").render().plain.isascii()


async def test_without_colour(open_app, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "space", "n")
        styles = [part.style for view in in_sight(app) for row in view.figure.rows for part in row]
        assert all(style is None or (style.color is None and style.bgcolor is None) for style in styles)
