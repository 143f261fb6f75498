"""Brings the cursor into a figure in which one can walk, and keeps it there when figures change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import handwork
from tui_dl.engine.problem import Problem
from tui_dl.ui import face
from tui_dl.ui.widgets.cursor_view import WITH_CURSOR, CursorView
from tui_dl.ui.widgets.curve_view import LOSS, CurveView
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.mistake_view import CONFUSION, MistakeView
from tui_dl.ui.widgets.step_view import STEPS, StepView
from tui_dl.ui.widgets.walked_view import WalkedView
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_dl.ui.screens.board import Board


def view_of(name: str) -> FigureView:
    """The widget for a figure: with a cursor, where one can walk in it."""
    if name == CONFUSION:
        return MistakeView()
    if name == LOSS:
        return CurveView()
    if name in STEPS:
        return StepView(name)
    return CursorView(name) if name in WITH_CURSOR else FigureView(name)


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


def put_back(screen: Board, before: Widget | None) -> None:
    """Focus the figure that has taken the place of the one that had the focus, its cursor where it was."""
    if not isinstance(before, WalkedView | CursorView):
        return
    for view in screen.query(FigureView):
        if view.figure_name == before.figure_name:
            if isinstance(view, CursorView) and isinstance(before, CursorView):
                view.place = before.place
            elif isinstance(view, WalkedView) and isinstance(before, WalkedView):
                view.take_place_of(before)
            screen.set_focus(view)
