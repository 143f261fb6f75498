"""Where a run parted from others: the list of it, two of them live, and on with one of them at the bench."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_dl.course import timetravel
from tui_dl.session.past.forks import forks
from tui_dl.ui.screens.branches import BranchesScreen
from tui_dl.ui.screens.forks import ForksScreen
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.session.past.forks import Fork
    from tui_dl.session.state import RunState
    from tui_dl.ui.screens.board import Board
    from tui_dl.ui.screens.forks import Chosen


def show(screen: Board) -> None:
    """The forks among the runs of the bench, which holds."""
    bench, look = screen.bench, screen.look
    states = {state.id: state for state in (*screen.painter.scene.runs, bench.state)}
    found = forks([*states.values()])
    if not found:
        screen.say(say(bench.language, "forks.none"))
        return
    listed = ForksScreen(found, bench.state.id, bench.language, ascii_only=look.ascii)
    screen.app.push_screen(listed, partial(_go_on, screen, found, states))


def _go_on(screen: Board, found: list[Fork], states: dict[int, RunState], chosen: Chosen | None) -> None:
    """With the one that was chosen, or to both."""
    if chosen is None:
        return
    if chosen.both:
        fork = next(fork for fork in found if chosen.run_id in {fork.state.id, fork.trunk.id})
        title = screen.bench.whole.texts[screen.bench.language].title
        both = BranchesScreen(title, fork, screen.crew.branches, screen.look)
        screen.app.push_screen(both, partial(_take_over, screen, fork))
    elif chosen.run_id != screen.bench.state.id:
        timetravel.turn_to(screen.bench, states[chosen.run_id])
        screen.hear()


def _take_over(screen: Board, fork: Fork, step: int | None) -> None:
    """A branch that is on the bench goes as far as it was watched."""
    state = screen.bench.state
    if step is not None and state.id == fork.state.id and state.weights.step < step:
        timetravel.catch_up(screen.bench, step)
        screen.hear()
