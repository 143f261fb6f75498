"""`tui-dl lesson`: the lessons without the app: listed, proven, walked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tui_dl.cli.output import in_ascii
from tui_dl.course.written.loader import course, lessons_folder
from tui_dl.engine.problem import Problem
from tui_dl.words import say


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

    plain = in_ascii(ascii_only)
    if not walk(lesson, language, ascii_only=plain, pictures=pictures):
        sys.exit(1)


@command.command(name="check")
@click.argument("paths", nargs=-1)
@click.option("--watch", "watched", is_flag=True, help="Prove them again whenever a file changes.")
@click.pass_obj
def check_lessons(language: str, /, paths: tuple[str, ...], *, watched: bool) -> None:
    """Prove lessons: all of them, or those in the folders PATHS."""
    from tui_dl.cli.authoring import watch  # noqa: PLC0415

    folders = [_folder(path) for path in paths]
    if watched:
        everything = [lessons_folder() / entry.folder for entry in course().entries if entry.ready]
        watch(folders or everything, lambda: None if _prove(language, folders) else click.echo(""))
    elif not _prove(language, folders):
        sys.exit(1)


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise Problem("no_folder", got=path)
    return Path(path)


def _prove(language: str, folders: list[Path]) -> bool:
    """Say what was found; whether all is fine."""
    from tui_dl.course.checking import check  # noqa: PLC0415  listing needs no NumPy
    from tui_dl.course.learner.progress import home  # noqa: PLC0415

    outcome = check(folders or None, home() / "proofs")
    for finding in outcome.findings:
        click.echo(finding.sentence(language))
    click.echo(outcome.summary(language), err=bool(outcome.findings))
    return not outcome.findings


@command.command(name="new")
@click.argument("lesson", metavar="ID")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="Where its folder goes.")
@click.pass_obj
def new_lesson(language: str, /, lesson: str, into: Path) -> None:
    """Begin a lesson: a folder ID with a small one that passes its own proof."""
    from tui_dl.cli.authoring import begin  # noqa: PLC0415

    click.echo(say(language, "author.begun", path=str(begin(lesson, into))))


@command.command(name="preview")
@click.argument("path")
@click.option("--step", metavar="ID", help="Open it at this step.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def preview_lesson(language: str, /, path: str, step: str | None, *, ascii_only: bool) -> None:
    """Open the lesson in the folder PATH; nothing of it is kept."""
    from tui_dl.cli.app import open_app  # noqa: PLC0415
    from tui_dl.cli.authoring import preview  # noqa: PLC0415

    preview(_folder(path), step, lambda lesson: open_app(language, lesson, ascii_only=ascii_only))


COMMANDS = {"lesson": command}
