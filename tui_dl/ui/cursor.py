"""Brings the cursor into a network's figure, and keeps it there when figures change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import handwork
from tui_dl.engine.problem import Problem
from tui_dl.ui import face
from tui_dl.ui.widgets.cursor_view import WITH_CURSOR, CursorView
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.mistake_view import CONFUSION, MistakeView
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_dl.ui.screens.board import Board


def view_of(name: str) -> FigureView:
    """The widget for a figure: with a cursor, where one can walk in it."""
    if name == CONFUSION:
        return MistakeView()
    return CursorView(name) if name in WITH_CURSOR else FigureView(name)


def keys_of(focused: Widget | None) -> str:
    """The name of the keys that work in a figure; "" outside of one with a cursor."""
    return {CursorView: "cursor", MistakeView: "mistakes"}.get(type(focused), "")  # type: ignore[arg-type]  # or None


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
        screen.say(say(screen.bench.language, "cursor.nowhere"))
        return
    if not shown:
        await screen.painter.bring(names[0])
    for view in screen.query(CursorView):
        if view.figure_name == names[0]:
            screen.set_focus(view)


def put_back(screen: Board, before: Widget | None) -> None:
    """Focus the figure that has taken the place of the one that had the focus, its cursor where it was."""
    for again in screen.query(MistakeView):
        if isinstance(before, MistakeView):
            again.pick = before.pick
            screen.set_focus(again)
    for view in screen.query(CursorView):
        if isinstance(before, CursorView) and view.figure_name == before.figure_name:
            view.place = before.place
            screen.set_focus(view)
