"""The rows of text around the figures: head, what is asked, goals, buttons, knobs, numbers, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from tui_dl.course import goals
from tui_dl.ui import own_keys
from tui_dl.ui.board import bars, face
from tui_dl.ui.board.footer import last_row
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.ui.thrift.updates import put
from tui_dl.ui.widgets.goals import Goals
from tui_dl.ui.widgets.tab_row import TabRow
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.ui.screens.board import Board
    from tui_dl.views.scene import Scene


def show_rows(screen: Board, scene: Scene) -> None:
    """Say what is so now; a row is drawn when what it says has changed."""
    bench, wide = screen.bench, screen.size.width >= WIDE_COLUMNS
    put(screen.query_one("#head", Static), screen.head)
    asked = "" if bench.in_sandbox else face.request(bench)
    put(screen.query_one("#request", Static), asked)
    screen.query_one("#request").display = bool(asked)
    held = [] if bench.in_sandbox else goals.goals_of(bench)
    screen.query_one(Goals).show(held, face.labels(bench), ascii_only=screen.look.ascii)
    for offer in screen.hung.offers:
        offer.show(done=offer.offer in bench.now.did)
    data = bench.state.dataset
    for knob in screen.hung.knobs:
        knob.show(face.knob_value(bench, knob.knob), (len(data.feature_names), data.outputs))
    put(screen.query_one("#numbers", Static), bars.numbers(bench, scene.state, wide=wide, late=screen.lateness.late))
    reading = bench.step.kind in {"read", "choose", "number"} and not screen.painter.tab
    put(screen.query_one("#keys", Static), last_row(screen, reading=reading))


def show_tabs(screen: Board, tab: int, first: str) -> None:
    """Name the tabs, as many as have room, the `first` one by what is in it."""
    asked = say(screen.bench.language, "ui.tab_names", key=own_keys.key_of(screen, "help"))
    screen.query_one(TabRow).show(face.tabs(screen.bench, first), tab, screen.size.width, asked)
