"""Opening the app: its processes and its progress are opened here, lent to it, and closed here."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from tui_dl.cli.leaving import Leaving
from tui_dl.cli.output import in_ascii
from tui_dl.cli.tables import kept_in
from tui_dl.cli.terminal import mend
from tui_dl.course.learner.progress import Progress, home
from tui_dl.course.learner.review import begin_session
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.session.classical.process import Fitter
    from tui_dl.session.process import WorkerProcess
    from tui_dl.session.sweeps.process import Sweeper
    from tui_dl.session.tables.process import TableReader


SERVED = "TEXTUAL_DRIVER"  # set by what shows the app in a browser, in place of a terminal
FRAMES = "120"  # a second, at most: what a key brings waits for the next, 4 ms on average; Textual's own would be 8
NO_SCREEN = {"dumb", "unknown"}  # kinds of terminals that would print what draws a screen


class Processes:
    """The crew; each process starts when it is first needed, and complains into a log file."""

    def __init__(self, log: Path | None = None) -> None:
        self._stack, self._log = ExitStack(), log

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End all of them, at once."""
        self._stack.close()

    def get_ready(self) -> None:
        """Start the process of the first run."""
        self.worker.get_ready()

    @cached_property
    def worker(self) -> WorkerProcess:
        """Trains networks."""
        from tui_dl.session.process import WorkerProcess  # noqa: PLC0415  home needs no NumPy

        return self._stack.enter_context(WorkerProcess(self._log))

    @cached_property
    def branches(self) -> tuple[WorkerProcess, WorkerProcess]:
        """Train a run and its branch."""
        from tui_dl.session.process import WorkerProcess  # noqa: PLC0415

        first, second = (self._stack.enter_context(WorkerProcess(self._log)) for _ in range(2))
        return first, second

    @cached_property
    def fitter(self) -> Fitter:
        """Fits classical methods."""
        from tui_dl.session.classical.process import Fitter  # noqa: PLC0415

        return self._stack.enter_context(Fitter(self._log))

    @cached_property
    def reader(self) -> TableReader:
        """Reads tables."""
        from tui_dl.session.tables.process import TableReader  # noqa: PLC0415

        return self._stack.enter_context(TableReader(self._log))

    @cached_property
    def sweeper(self) -> Sweeper:
        """Trains grids."""
        from tui_dl.session.sweeps.process import SCRATCH, Sweeper  # noqa: PLC0415

        return self._stack.enter_context(Sweeper(self._log, home() / SCRATCH))


def log_file() -> Path | None:
    """Where children complain, readable by its owner alone; None where nothing can be written."""
    path = home() / "log.txt"
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        return path
    return None


def open_app(
    language: str | None, lesson: str | None, *, ascii_only: bool = False, reduced_motion: bool = False
) -> None:
    """Run the app until its user leaves; in ASCII alone too where the terminal has no UTF-8.

    It begins at home, in a lesson, or in the `laboratory`.

    Raises:
        Problem: There is no terminal, or one that has no screen, or no such lesson.
    """
    if SERVED not in os.environ:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Problem("no_terminal")
        if os.environ.get("TERM") in NO_SCREEN:
            raise Problem("dumb_terminal", term=os.environ["TERM"])
    if lesson not in {None, "laboratory"}:
        from tui_dl.course.written.loader import load_lesson  # noqa: PLC0415

        load_lesson(str(lesson))
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    gc.disable()  # nothing is thrown away while the program loads; the app turns it on again
    ascii_only = in_ascii(ascii_only)
    from tui_dl.ui.app import TuiDl  # noqa: PLC0415  only with a terminal
    from tui_dl.ui.preferences import Preferences, settings_file  # noqa: PLC0415

    for name in ("COLUMNS", "LINES"):  # exported by some shells: then no change of size would be seen
        os.environ.pop(name, None)
    mend()
    with kept_in(home()), Progress.open() as progress, Processes(log_file()) as crew:
        begin_session(progress)
        preferences = Preferences(progress, settings_file(), reduced_motion=reduced_motion)
        app = TuiDl(crew, progress, language, lesson, ascii_only=ascii_only, preferences=preferences)
        with Leaving(app, progress.flush, crew.end):
            app.run()
    if app.return_code:
        sys.exit(app.return_code)
