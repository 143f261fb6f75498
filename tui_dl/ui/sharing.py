"""A run to pass on: its line of code, and programs that train it; kept beside the progress, readable by their owner."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tui_dl.course.learner.progress import home
from tui_dl.session.code import code_of
from tui_dl.session.private import FOLDER_MODE, put
from tui_dl.session.programs.written import ROWS, Written, write, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.session.run import Run
    from tui_dl.session.state import RunState

MOST = 200  # runs
PROGRAM = "in_{}.py"  # a program that was called as the library that it imports would import itself


class Shared(NamedTuple):
    """A run, its code and its programs."""

    run: Run
    code: str
    written: Written


def shared(state: RunState) -> Shared:
    """What there is to pass on of a run that holds or has ended.

    Raises:
        Problem: It is no network's.
    """
    return Shared(state.run, code_of(state.run, state.weights), write(state.run, state.epochs))


def folder() -> Path:
    """Where they are kept."""
    return home() / "programs"


def keep(one: Shared) -> tuple[str, dict[str, object]]:
    """Write code, programs and rows into a folder of their own; which sentence tells it, and its fields."""
    try:
        folder().mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if sum(1 for _ in folder().iterdir()) >= MOST:
            return "full", {"path": str(folder()), "most": MOST}
        path = folder() / f"{datetime.now():%Y-%m-%d-%H%M%S}"  # noqa: DTZ005  the learner's own clock
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        programs = {PROGRAM.format(name): text for name, text in one.written.texts.items()}
        files = {"code.txt": f"{one.code}\n", **programs}
        for name, text in files.items():
            put(path / name, text)
        if one.written.texts:
            put(path / ROWS, "")
            write_rows(one.run, path / ROWS)
    except OSError as error:
        return "failed", {"path": str(folder()), "reason": error.strerror or str(error)}
    return "kept", {"path": str(path)}
