"""`tui-dl notebook`: what was learned, as Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from tui_dl.cli.output import in_ascii, write_new
from tui_dl.course.learner.progress import Progress
from tui_dl.words import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def notebook(language: str, /, file: Path | None, *, ascii_only: bool) -> None:
    """Print what you have learned as Markdown, with your own runs and numbers, or write it into FILE."""
    from tui_dl.course.learner.notebook import whole  # noqa: PLC0415  it needs NumPy, the command's help does not

    plain = in_ascii(ascii_only) if file is None else ascii_only
    with Progress.open() as progress:
        text = whole(progress, language, ascii_only=plain)
    if file is None:
        click.echo(text, nl=False)
        return
    write_new(file, text)
    click.echo(say(language, "keeping.exported", path=str(file)), err=True)


COMMANDS = {"notebook": notebook}
