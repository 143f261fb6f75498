"""What tests of the app do and see: keys pressed, knobs turned, figures, and what was said."""

from __future__ import annotations

import pytest

from tui_dl.ui.messages import KnobChanged
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.said import Said

NARROW, WIDE = (80, 24), (160, 45)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x45"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def in_sight(app) -> list[FigureView]:
    return [view for view in app.screen.query(FigureView) if view.display]


def figures(app) -> set[str]:
    return {view.figure_name for view in in_sight(app)}


def said(app) -> str:
    return str(app.screen.query_one(Said).render())


def knob(app, name: str) -> KnobView:
    return next(one for one in app.screen.query(KnobView) if one.knob == name)


def every_cell(app) -> str:
    return "\n".join(part.text for view in in_sight(app) for row in view.figure.rows for part in row)


def changed(name: str, text: str):
    return KnobChanged(name, text)
