"""How much room a screen has for words and figures, from its size and from what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.ui.board import face
from tui_dl.ui.board.arrangement import SHARE_BESIDE, Room, room_beside
from tui_dl.ui.prose import styled
from tui_dl.ui.widgets.question import Question

if TYPE_CHECKING:
    from tui_dl.ui.screens.board import Board

ROWS_ALWAYS = 7  # head, tabs, request, what is said, two of numbers, keys
EDGES = 3  # cells of the text's column that are no text: a blank on each side, a scroll bar


def room_on(screen: Board) -> Room:
    """What there is room for now."""
    width, height = screen.size
    if beside := room_beside(width, height):
        return Room(beside)
    goals_shown = 0 if screen.bench.in_sandbox else len(screen.bench.step.check)
    rows = height - goals_shown - screen.hung.rows - ROWS_ALWAYS
    return Room(0, rows, _words(screen, width), _words(screen, width - round(width * SHARE_BESIDE)))


def _words(screen: Board, width: int) -> int:
    """Rows that the step's text and question take in so many cells."""
    text = styled(face.body(screen.bench)).wrap(screen.app.console, max(4, width - EDGES))
    asked = screen.query_one(Question).rows_in(width) if screen.bench.step.kind in {"choose", "number"} else 0
    return len(text) + asked
