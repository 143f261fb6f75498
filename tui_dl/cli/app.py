"""Opening the app: its processes and its progress are opened here, lent to it, and closed here."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from tui_dl.course.progress import Progress
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from tui_dl.session.baseline_process import Fitter
    from tui_dl.session.process import WorkerProcess


class Processes:
    """The crew; each process starts when it is first needed."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @cached_property
    def worker(self) -> WorkerProcess:
        """Trains networks."""
        from tui_dl.session.process import WorkerProcess  # noqa: PLC0415  home needs no NumPy

        return self._stack.enter_context(WorkerProcess())

    @cached_property
    def fitter(self) -> Fitter:
        """Fits classical methods."""
        from tui_dl.session.baseline_process import Fitter  # noqa: PLC0415

        return self._stack.enter_context(Fitter())


def open_app(language: str | None, lesson: str | None, *, ascii_only: bool) -> None:
    """Run the app until its user leaves.

    Raises:
        Problem: There is no terminal, or no such lesson.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no_terminal")
    if lesson is not None:
        from tui_dl.course.loader import load_lesson  # noqa: PLC0415

        load_lesson(lesson)
    from tui_dl.ui.app import TuiDl  # noqa: PLC0415  only with a terminal

    for name in ("COLUMNS", "LINES"):  # exported by some shells: then no change of size would be seen
        os.environ.pop(name, None)
    with Progress.open() as progress, Processes() as crew:
        TuiDl(crew, progress, language, lesson, ascii_only=ascii_only).run()
