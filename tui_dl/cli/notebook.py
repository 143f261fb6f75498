"""`tui-dl notebook`: what was learned, as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui_dl.course.learner.progress import Progress
from tui_dl.engine.problem import Problem
from tui_dl.session.private import put_new
from tui_dl.words import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def notebook(language: str, /, file: Path | None, *, ascii_only: bool) -> None:
    """Print what you have learned as Markdown, with your own runs and numbers, or write it into FILE."""
    from tui_dl.course.learner.notebook import whole  # noqa: PLC0415  it needs NumPy, the command's help does not

    plain = ascii_only or (file is None and "utf" not in (sys.stdout.encoding or "").lower())
    with Progress.open() as progress:
        text = whole(progress, language, ascii_only=plain)
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        put_new(file, text)
    except FileExistsError:
        raise Problem("file_exists", path=str(file)) from None
    except OSError as error:
        raise Problem("file_unwritable", path=str(file), reason=error.strerror or str(error)) from None
    click.echo(say(language, "keeping.exported", path=str(file)), err=True)


COMMANDS = {"notebook": notebook}
