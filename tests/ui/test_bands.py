"""A figure comes to the screen band by band where the line carries little, and in the end it is there whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rich.segment import Segment
from textual.app import App

from tui_dl.figures.figure import Figure, Look
from tui_dl.ui.widgets.figure_view import FigureView

if TYPE_CHECKING:
    from textual.app import ComposeResult

SIZE = (20, 10)


class _News:
    """What is to be drawn; never the same as before."""

    def shows_the_same(self, _before: Any) -> bool:
        return False


class _Alone(App[None]):
    """A figure in its frame and nothing else."""

    CSS = "FigureView { border: round white; }"

    def compose(self) -> ComposeResult:
        yield FigureView("region")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letter of which the figure consists now."""
    letter = ["a"]

    def draw(_name: str, _scene: Any, size: Any, _look: Look) -> Figure:
        rows = tuple((Segment(letter[0] * size.width),) for _ in range(size.height))
        return Figure(title=f"all {letter[0]}", rows=rows, twin="")

    monkeypatch.setattr("tui_dl.views.draw", draw)
    return letter


def shown(app: App[None]) -> list[str]:
    """What stands on the screen, row by row."""
    view = app.query_one(FigureView)
    return [view.render_line(y).text for y in range(view.content_size.height)]


async def test_bands_make_the_whole(drawn: list[str]) -> None:
    app = _Alone()
    async with app.run_test(size=SIZE) as pilot:
        view = app.query_one(FigureView)
        view.show(_News(), Look())
        await pilot.pause()
        width, height = view.content_size
        assert shown(app) == ["a" * width] * height
        drawn[0] = "b"
        cells = view.show(_News(), Look(), room=2.5 * width)
        assert cells == 3 * width, "whole rows, until the room is spent"
        assert view.unfinished
        assert "".join(row[0] for row in shown(app)) == "b" * 3 + "a" * (height - 3)
        drawn[0] = "c"
        view.show(_News(), Look(), room=2 * width)
        assert "".join(row[0] for row in shown(app)) == "bbbcc" + "a" * (height - 5), "from where the last band ended"
        assert view.go_on(0.0) == 0, "no room, no cells"
        while view.unfinished:
            assert view.go_on(3 * width)
        assert shown(app) == ["c" * width] * height
        assert view.go_on(100.0) == 0, "nothing is left"


async def test_a_new_title_touches_its_own_row_alone(drawn: list[str]) -> None:
    app = _Alone()
    async with app.run_test(size=SIZE) as pilot:
        view = app.query_one(FigureView)
        view.show(_News(), Look())
        await pilot.pause()
        drawn[0] = "b"
        touched: list[Any] = []
        view.refresh = lambda *regions, **_: touched.extend(regions) or view  # type: ignore[method-assign]
        view.show(_News(), Look(), room=0.0)
        assert view.border_title == "all b"
        assert [(region.width, region.height) for region in touched] == [(view.outer_size.width, 1)]
