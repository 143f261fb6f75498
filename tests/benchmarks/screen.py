"""How quickly the screen answers: first full frame of Home, how late the event loop runs while a network trains,
how much of the training's own speed is left when it is watched without a pace, and how many bytes go to the terminal.

    python tests/benchmarks/screen.py

Each is measured beside an empty Textual app, in real pseudo-terminals, in one run, taking turns. A limit in
milliseconds holds where the empty app's 99th percentile is at most 5 ms; elsewhere the excess over it is told.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
from textual.app import App
from textual.widgets import Static

from tui_dl.cli.app import Processes
from tui_dl.course.bench import Bench
from tui_dl.course.loader import load_lesson
from tui_dl.course.progress import Progress
from tui_dl.session.process import WorkerProcess
from tui_dl.session.protocol import Epochs, Start
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.app import TuiDl
from tui_dl.ui.screens.lesson import LessonScreen

if TYPE_CHECKING:
    from collections.abc import Coroutine

NAP, SECONDS, ROUNDS = 0.005, 5.0, 7
LIMITS = {(80, 24): 15.0, (160, 45): 25.0}
QUIET, FIRST_FRAME, SHARE = 5.0, 1.25, 0.9
BYTES = {(80, 24): 30_000, (160, 45): 80_000}  # a second while training; none while idle


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


def inside(what: str, out: Path) -> None:
    """Be the program that is measured."""
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


def measured_inside(what: str, size: tuple[int, int]) -> Any:
    """What the program `what` notes while it runs in a pseudo-terminal of `size`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "noted.json"
        spawn([__file__, "--inside", what, "--out", str(out)], size).expect(pexpect.EOF)
        return json.loads(out.read_text(encoding="utf-8"))


def late(what: str, size: tuple[int, int]) -> tuple[float, float]:
    """Median and 99th percentile of lateness, in ms."""
    values = sorted(measured_inside(what, size))
    return statistics.median(values), values[int(0.99 * len(values))]


def spawn(arguments: list[str], size: tuple[int, int], **more: str) -> pexpect.spawn:
    """A Python program in a pseudo-terminal."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **more}
    columns, rows = size
    return pexpect.spawn(sys.executable, arguments, env=environment, dimensions=(rows, columns), timeout=60)


def first_frame(arguments: list[str], wanted: bytes, home: str) -> float:
    """Milliseconds from the start to the last row of the first frame."""
    started = time.perf_counter()
    child = spawn(arguments, (80, 24), TUI_DL_HOME=home)
    child.expect(wanted)
    seconds = time.perf_counter() - started
    child.close(force=True)
    return 1000 * seconds


def written(size: tuple[int, int]) -> tuple[float, float]:
    """Bytes a second to the terminal: while a lesson's network trains at the usual pace, and after its end."""
    with tempfile.TemporaryDirectory() as home:
        child = spawn(["-m", "tui_dl", "--lang", "en", "--lesson", "layer"], size, TUI_DL_HOME=home)
        _read_for(child, 3.0)
        for key in ("n", "s", "+", "+", "+", " "):
            child.send(key)
            _read_for(child, 0.3)
        training = _read_for(child, 4.0) / 4.0
        _read_for(child, 5.0)
        idle = _read_for(child, 3.0) / 3.0
        child.close(force=True)
    return training, idle


def _read_for(child: pexpect.spawn, seconds: float) -> int:
    read, until = 0, time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        with contextlib.suppress(pexpect.TIMEOUT):
            read += len(child.read_nonblocking(65536, timeout=left))
    return read


HOME = [str(Path(sys.executable).parent / "tui-dl")]  # the command, as a user calls it
EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("ready to be measured")

Empty().run()
"""


def main() -> None:
    """Measure, and say whether the goals are met."""
    with tempfile.TemporaryDirectory() as home:
        script = Path(home) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        with Progress.open(Path(home)) as progress:
            progress.set_setting("language", "en")  # so that no welcome comes first
        programs = {"empty": ([str(script)], b"ready to be measured"), "home": (HOME, b"Ctrl\\+Q")}
        frames: dict[str, list[float]] = {"empty": [], "home": []}
        for _ in range(ROUNDS):
            for what, program in programs.items():
                frames[what].append(first_frame(*program, home))
    empty, own = (statistics.median(values) for values in frames.values())
    verdict = "met" if own <= FIRST_FRAME * empty else "MISSED"
    ratio = f"ratio {own / empty:.2f} (goal {FIRST_FRAME}: {verdict})"
    print(f"first full frame: empty app {empty:.0f} ms, home {own:.0f} ms, {ratio}")  # noqa: T201  a command's output
    for size, limit in LIMITS.items():
        (_, quiet), (middle, own99) = late("empty", size), late("paced", size)
        measured, kind = (own99, "p99") if quiet <= QUIET else (own99 - quiet, "excess of p99 over the empty app")
        verdict = "met" if measured <= limit else "MISSED"
        print(  # noqa: T201
            f"{size[0]}x{size[1]} while training: p50 {middle:.1f} p99 {own99:.1f} ms, empty app p99 {quiet:.1f} ms; "
            f"{kind} {measured:.1f} (goal {limit:.0f}: {verdict})"
        )
    for size, limit in BYTES.items():
        training, idle = written(size)
        verdict = "met" if training <= limit and not idle else "MISSED"
        print(  # noqa: T201
            f"{size[0]}x{size[1]}: {training / 1000:.1f} KB/s while training, {idle:.0f} B/s idle "
            f"(goal {limit // 1000} and 0: {verdict})"
        )
    pairs = [(measured_inside("free", (80, 24)), headless()) for _ in range(3)]
    share = statistics.median(watched / alone for watched, alone in pairs)
    verdict = "met" if share >= SHARE else "MISSED"
    print(  # noqa: T201
        f"without pace, on screen {pairs[0][0]:.0f} steps/s, headless {pairs[0][1]:.0f}; "
        f"share {share:.2f} (goal {SHARE}: {verdict})"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inside")
    parser.add_argument("--out", type=Path, default=Path(os.devnull))
    given = parser.parse_args()
    inside(given.inside, given.out) if given.inside else main()
