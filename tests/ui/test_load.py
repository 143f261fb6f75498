"""A machine that does not keep up, by a scripted clock: less is drawn, training stands back; it is said, and passes."""

from __future__ import annotations

import asyncio
import errno
import os

from textual.widgets import Static

from tests.looks.quiet import quiet
from tests.ui.crew import ScriptedCrew
from tests.ui.hands import in_sight
from tui_dl.session.conductor import Conductor
from tui_dl.session.process import WorkerProcess
from tui_dl.session.protocol import Ease
from tui_dl.ui.board.face import figures_of
from tui_dl.ui.screens.board import TICK, Board
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.figures import Figures
from tui_dl.words import say


class Dripping:
    """A runner that does an epoch whenever it is asked for news."""

    def __init__(self) -> None:
        self._conductor, self._told = Conductor(), []
        self.eased: list[bool] = []

    def send(self, command) -> None:
        self.eased += [command.on] if isinstance(command, Ease) else []
        self._told += self._conductor.take(command)

    def receive(self) -> list:
        for _ in range(self._conductor.live.steps_per_epoch if self._conductor.busy else 0):
            self._told += self._conductor.advance()
        told, self._told = self._told, []
        return told

    rest = receive


async def test_a_late_loop_draws_less_trains_slower_says_so_and_recovers(open_app, monkeypatch) -> None:
    now, drawn, arranged = [1000.0], [], []
    monkeypatch.setattr("tui_dl.ui.screens.board.monotonic", lambda: now[0])
    monkeypatch.setattr("tui_dl.ui.thrift.budget.monotonic", lambda: now[0])
    every, show = Board.set_interval, FigureView.show
    own = lambda board, gap, *how, **more: None if gap == TICK else every(board, gap, *how, **more)  # noqa: E731
    monkeypatch.setattr(Board, "set_interval", own)  # its beats are given here
    monkeypatch.setattr(FigureView, "show", lambda view, *how: drawn.append(now[0]) or show(view, *how))
    update = Static.update

    def watched(row, content="", *, layout=True) -> None:
        arranged.extend([row.id] if layout else [])
        update(row, content, layout=layout)

    monkeypatch.setattr(Static, "update", watched)
    async with open_app("layer") as (app, pilot):
        screen = app.screen
        screen.bench.runner = runner = Dripping()
        await pilot.press("n", "space")
        await pilot.pause()
        figures = len(in_sight(app))
        assert figures

        def beats(gap: float, seconds: float) -> tuple[float, float]:
            """News every `gap` seconds: how often a second figures and numbers were drawn."""
            drawn.clear()
            told, until = set(), now[0] + seconds
            while now[0] < until:
                now[0] += gap
                screen.hear()
                told.add(numbers())
            return len(drawn) / figures / seconds, len(told) / seconds

        def numbers() -> str:
            return str(screen.query_one("#numbers", Static).content)

        beats(TICK, 0.5)
        arranged.clear()
        in_time = beats(TICK, 3.0)
        assert arranged == [], "numbers change, and the screen is not arranged anew"
        assert in_time[0] > 1.5
        assert in_time[1] > 5
        assert "busy" not in numbers()
        beats(TICK + 0.05, 3.0)
        assert runner.eased == [True]
        assert "busy: slower" in numbers()
        late = beats(TICK + 0.05, 4.0)
        assert late[0] <= 1.2
        assert late[1] <= 2.2
        beats(TICK, 2.0)
        assert runner.eased == [True, False]
        assert "busy" not in numbers()
        assert beats(TICK, 3.0)[0] > 1.5


async def test_who_trains_is_made_ready_while_the_learner_reads(open_app, monkeypatch) -> None:
    asked = asyncio.Event()
    monkeypatch.setattr("tui_dl.ui.screens.board.SETTLED", 0.01)
    monkeypatch.setattr(ScriptedCrew, "get_ready", lambda _: asked.set())
    async with open_app() as (app, _):
        assert not asked.is_set(), "who looks at the list of lessons may never train"
        await app.open_lesson("layer")
        await asyncio.wait_for(asked.wait(), 20)


async def test_where_no_process_can_be_started_only_who_trains_is_told(open_app, monkeypatch) -> None:
    reason, tried = os.strerror(errno.EAGAIN), asyncio.Event()

    def refused(*_: object, **__: object) -> None:
        tried.set()
        raise OSError(errno.EAGAIN, reason)

    monkeypatch.setattr("tui_dl.ui.screens.board.SETTLED", 0.01)
    with WorkerProcess() as worker, monkeypatch.context() as full:
        full.setattr("tui_dl.session.children.child.subprocess.Popen", refused)
        monkeypatch.setattr(ScriptedCrew, "get_ready", lambda _: worker.get_ready())
        async with open_app("layer") as (app, pilot):
            screen = app.screen
            screen.bench.runner = worker
            await asyncio.wait_for(tried.wait(), 20)
            await pilot.press("n")
            await pilot.pause()
            screen.hear()
            assert (app.screen, worker.pid) == (screen, None), "whoever reads goes on reading"
            sentence = say("en", "problem.no_process", reason=reason)
            assert sentence not in str(screen.query_one("#said", Static).content)
            await pilot.press("space")
            screen.hear()
            await pilot.pause()
            assert screen.bench.state.failure == ("no_process", {"reason": reason})
            assert sentence in str(screen.query_one("#said", Static).content)
            full.undo()
            await pilot.press("r")
            assert worker.pid is not None, "the next run has another chance"


async def test_a_steps_figures_hang_before_they_are_asked_for(open_app, monkeypatch) -> None:
    monkeypatch.setattr("tui_dl.ui.screens.board.SPARE", 1e9)
    async with open_app("layer") as (app, pilot):
        await pilot.press("n")
        await quiet(app)
        screen, frames = app.screen, []
        figures, seen = screen.query_one(Figures), [view.figure_name for view in in_sight(app)]
        wanted = set(figures_of(screen.bench))
        assert not wanted <= set(figures.hung)
        monkeypatch.setattr(type(app), "_display", lambda *it: frames.append(it))
        while not wanted <= set(figures.hung):
            await screen.painter.prepare()
        await quiet(app)
        assert frames == [], "nothing that the learner sees has changed, so nothing is drawn"
        assert [view.figure_name for view in in_sight(app)] == seen
