"""What runs inside the pseudo-terminals of `screen.py`: an empty app, and a lesson whose network trains."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

from tui_dl.cli.app import Processes
from tui_dl.course.bench import Bench
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written.loader import load_lesson
from tui_dl.session.process import WorkerProcess
from tui_dl.session.protocol import Epochs, Start
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.app import TuiDl
from tui_dl.ui.screens.lesson import LessonScreen

if TYPE_CHECKING:
    from collections.abc import Coroutine

NAP, SECONDS = 0.005, 5.0


class Empty(App[None]):
    """Nothing but a word."""

    def compose(self):
        yield Static("ready to be measured")


async def watch(out: Path) -> None:
    """Note how late each nap ends, in milliseconds."""
    await asyncio.sleep(2)
    late, until = [], time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        wanted = time.perf_counter() + NAP
        await asyncio.sleep(NAP)
        late.append(1000 * (time.perf_counter() - wanted))
    out.write_text(json.dumps(late), encoding="utf-8")  # noqa: ASYNC240  measured already


def run(what: str, out: Path) -> None:
    """Be the program that is measured: `empty`, `paced` (as a learner watches it) or `free` (at full speed)."""
    if what == "empty":
        app = Empty()
        begin(app, _then_leave(app, out))
        app.run()
        return
    with tempfile.TemporaryDirectory() as home, Progress.open(Path(home)) as progress, Processes() as crew:
        app = TuiDl(crew, progress, "en", "layer")
        begin(app, _train(app, out, 25.0 if what == "paced" else None))
        app.run()


def begin(app: App, work: Coroutine[None, None, None]) -> None:
    """Run `work` beside the app; a callback that gave its task back would be waited for."""
    app.call_later(lambda: setattr(app, "measuring", asyncio.create_task(work)))


async def _then_leave(app: App, out: Path) -> None:
    await watch(out)
    app.exit()


async def _train(app: TuiDl, out: Path, pace: float | None) -> None:
    while not isinstance(app.screen, LessonScreen) or not app.screen.query("#numbers"):  # noqa: ASYNC110
        await asyncio.sleep(0.1)  # the app has no event for it
    await asyncio.sleep(1)
    screen = app.screen
    await screen.do("sandbox")
    for verb in ("set hidden=8,8", "set epoch_limit=1000000"):
        await screen.do(verb)
    screen.bench.set_pace(pace)
    await screen.action_run_or_pause()
    if pace is None:
        await _count_steps(screen, out)
        app.exit()
    else:
        await _then_leave(app, out)


async def _count_steps(screen: LessonScreen, out: Path) -> None:
    """Note how many steps a second the run on screen makes."""
    await asyncio.sleep(2)
    before, since = screen.bench.state.records[-1].step, time.perf_counter()
    await asyncio.sleep(SECONDS)
    steps = screen.bench.state.records[-1].step - before
    out.write_text(json.dumps(steps / (time.perf_counter() - since)), encoding="utf-8")  # noqa: ASYNC240


def headless() -> float:
    """Steps a second of the same run in the same kind of process, with no screen."""
    bench = Bench(load_lesson("layer"), "en", InlineRunner())
    bench.apply("set hidden=8,8")
    bench.apply("set epoch_limit=1000000")
    with WorkerProcess() as worker:
        worker.send(Start(1, Run(bench.experiment), None))
        first = last = None
        while last is None or last[0] - first[0] < SECONDS:
            for event in worker.receive():
                if isinstance(event, Epochs):
                    last = time.perf_counter(), event.records[-1].step
                    first = first or last
            time.sleep(0.05)
    return (last[1] - first[1]) / (last[0] - first[0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("empty", "paced", "free"))
    parser.add_argument("--out", type=Path, default=Path(os.devnull))
    given = parser.parse_args()
    run(given.what, given.out)
