"""Brings the cursor into a figure in which one can walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import handwork
from tui_dl.engine.problem import Problem
from tui_dl.ui.board import face
from tui_dl.ui.widgets.cursor_view import WITH_CURSOR, CursorView
from tui_dl.ui.widgets.curve_view import CurveView
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.mistake_view import MistakeView
from tui_dl.ui.widgets.step_view import StepView
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_dl.ui.screens.board import Board


def keys_of(focused: Widget | None) -> str:
    """The name of the keys that work in a figure; "" outside of one with a cursor."""
    found = {CursorView: "cursor", MistakeView: "mistakes", CurveView: "curve", StepView: "rows"}
    return found.get(type(focused), "")  # type: ignore[arg-type]  # or None


async def take(screen: Board) -> None:
    """Into the network; a run that has not begun is set up and held, so that there are weights to see."""
    in_sight = [view for view in screen.query(FigureView) if view.can_focus and view.is_on_screen]
    if in_sight and isinstance(in_sight[0], MistakeView):
        screen.set_focus(in_sight[0])
        return
    try:
        handwork.hold(screen.bench)
    except Problem as problem:
        screen.say_problem(problem)
        return
    shown = [view.figure_name for view in screen.query(CursorView) if view.is_on_screen]
    names = [name for name in WITH_CURSOR if name in (shown or face.figures_of(screen.bench))]
    if not names:
        _elsewhere(screen, in_sight)
        return
    if not shown:
        await screen.painter.bring(names[0])
    for view in screen.query(CursorView):
        if view.figure_name == names[0]:
            screen.set_focus(view)


def _elsewhere(screen: Board, in_sight: list[FigureView]) -> None:
    """There are no weights to walk among: into whatever else one can walk in."""
    if in_sight:
        screen.set_focus(in_sight[0])
    else:
        screen.say(say(screen.bench.language, "cursor.nowhere"))
