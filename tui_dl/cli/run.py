"""`tui-dl run CODE`: a run again from its one line, or written out as a program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_dl.cli.output import in_ascii
from tui_dl.cli.report import Outcome, as_json, as_text
from tui_dl.engine.problem import Problem
from tui_dl.session.code import DIFFERENT, FIRST, read, verdict
from tui_dl.session.live import LiveRun
from tui_dl.session.position import Position
from tui_dl.session.programs.parts import facts_of
from tui_dl.session.programs.written import PROGRAMS, ROWS, write_rows
from tui_dl.session.protocol import Ended, Epochs
from tui_dl.session.run import to_text
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.session.code import Code
    from tui_dl.session.run import Run


@click.command(name="run")
@click.argument("code")
@click.option("--as", "library", type=click.Choice(tuple(PROGRAMS)), help="Print it as a program instead.")
@click.option("--rows", type=click.Path(path_type=Path), help="Write the rows that the program reads.")
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def command(
    language: str,
    /,
    code: str,
    library: str | None,
    rows: Path | None,
    *,
    json_wanted: bool,
    ascii_only: bool,
) -> None:
    """Train the run of CODE again, and tell whether the same came of it."""
    known = read(code)
    if library is not None or rows is not None:
        _as_program(known.run, library, rows)
        return
    outcome = _again(known)
    found = verdict(known, outcome.live.weights())
    if json_wanted:
        click.echo(json.dumps({**as_json(outcome), "verdict": found}, allow_nan=False))
    else:
        plainly = in_ascii(ascii_only)
        click.echo(as_text(outcome, language, ascii_only=plainly))
        click.echo(say(language, f"run.{found}", first=FIRST, step=known.step))
    if found == DIFFERENT:
        sys.exit(1)


def _again(code: Code) -> Outcome:
    """The run, as far as the code's step, which may be before its end."""
    live = LiveRun(code.run)
    outcome = Outcome(live, to_text(code.run), [live.begin().first], "user")
    while not live.ended and live.trainer.step < code.step:
        for event in live.advance(code.step - live.trainer.step):
            if isinstance(event, Epochs):
                outcome.hear(event.records)
            elif isinstance(event, Ended):
                outcome.stopped = event.reason
    live.make_planned_changes()
    return outcome


def _as_program(run: Run, library: str | None, rows: Path | None) -> None:
    """Print the program; write the rows that it reads."""
    if library is not None:
        name = ROWS if rows is None else rows.name
        click.echo(PROGRAMS[library](facts_of(run, Position(run), _epochs(run), name)), nl=False)
    if rows is not None:
        try:
            write_rows(run, rows)
        except OSError as error:
            raise Problem("cannot_write", path=str(rows), reason=error.strerror or str(error)) from None


def _epochs(run: Run) -> int:
    """How many epochs the run has: it may stop before its limit."""
    live = LiveRun(run)
    while not live.ended:
        live.advance(live.steps_per_epoch)
    return live.trainer.epoch


COMMANDS = {"run": command}
