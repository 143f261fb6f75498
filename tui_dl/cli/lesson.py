"""`tui-dl lesson`: the lessons without the app: listed, proven, walked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tui_dl.course.loader import course
from tui_dl.engine.problem import Problem


@click.group(name="lesson")
def command() -> None:
    """List the lessons, prove them, or walk one as plain lines."""


@command.command(name="list")
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.pass_obj
def list_lessons(language: str, /, *, json_wanted: bool) -> None:
    """All lessons of the course; ready ones are marked."""
    entries = course().entries
    if json_wanted:
        listed = [
            {"id": one.id, "title": one.title[language], "minutes": one.minutes, "ready": one.ready} for one in entries
        ]
        click.echo(json.dumps({"lessons": listed}, ensure_ascii=False))
        return
    for entry in entries:
        click.echo(f"{'*' if entry.ready else ' '} {entry.id:<15}{entry.minutes:>3} min  {entry.title[language]}")


@command.command(name="run")
@click.argument("lesson")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.option("--pictures/--no-pictures", default=True, help="Print pictures beside their words.")
@click.pass_obj
def run_lesson(language: str, /, lesson: str, *, ascii_only: bool, pictures: bool) -> None:
    """Walk LESSON as plain lines: verbs on standard input, one a line (help lists them)."""
    from tui_dl.cli.plain_lesson import walk  # noqa: PLC0415  listing needs no NumPy

    plain = ascii_only or "utf" not in (sys.stdout.encoding or "").lower()
    if not walk(lesson, language, ascii_only=plain, pictures=pictures):
        sys.exit(1)


@command.command(name="check")
@click.argument("paths", nargs=-1)
@click.pass_obj
def check_lessons(language: str, /, paths: tuple[str, ...]) -> None:
    """Prove lessons: all of them, or those in the folders PATHS."""
    from tui_dl.course.checking import check  # noqa: PLC0415  listing needs no NumPy

    folders = [Path(path) for path in paths]
    for folder in folders:
        if not folder.is_dir():
            raise Problem("no_folder", got=str(folder))
    outcome = check(folders or None)
    for finding in outcome.findings:
        click.echo(finding.sentence(language))
    click.echo(outcome.summary(language), err=bool(outcome.findings))
    if outcome.findings:
        sys.exit(1)


COMMANDS = {"lesson": command}
