"""The options and the commands, one file each, imported when they are called."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from tui_dl import __version__, words
from tui_dl.cli.usage import problem_of
from tui_dl.course.written.loader import COURSE
from tui_dl.engine.problem import Problem

COMMANDS = {
    "train": "tui_dl.cli.train",
    "sweep": "tui_dl.cli.sweep",
    "run": "tui_dl.cli.run",
    "lesson": "tui_dl.cli.lesson",
    "lab": "tui_dl.cli.lab",
    "doctor": "tui_dl.cli.doctor",
    "paths": "tui_dl.cli.keeping",
    "reset": "tui_dl.cli.keeping",
    "notebook": "tui_dl.cli.notebook",
    "export": "tui_dl.cli.keeping",
    "import": "tui_dl.cli.keeping",
    "student": "tui_dl.cli.teaching",
    "verify": "tui_dl.cli.teaching",
    "serve": "tui_dl.cli.serve",
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command `name`, if there is one."""
        if name not in COMMANDS:
            return None
        commands: dict[str, click.Command] = importlib.import_module(COMMANDS[name]).COMMANDS
        return commands[name]


@click.group(cls=_Lazy, invoke_without_command=True)
@click.version_option(__version__, prog_name="tui-dl")
@click.option("--lang", type=click.Choice(words.LANGUAGES), help="Language of what is printed.")
@click.option("--lesson", metavar="ID", help="Open the app in this lesson.")
@click.option("--course", "folder", type=click.Path(path_type=Path), help="Open another course: a folder of lessons.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.option("--reduced-motion", is_flag=True, help="Let figures change once a second at most, and nothing glide.")
@click.pass_context
def main(
    context: click.Context,
    lang: str | None,
    lesson: str | None,
    folder: Path | None,
    *,
    ascii_only: bool,
    reduced_motion: bool,
) -> None:
    """Understand deep learning by doing it, in a terminal; without a command the app opens."""
    if folder is not None:
        if not (folder / "course.toml").is_file():
            raise Problem("no_course", got=str(folder))
        os.environ[COURSE] = str(folder.resolve())
    context.obj = lang or words.language_of_the_environment()
    if context.invoked_subcommand is None:
        app = importlib.import_module("tui_dl.cli.app")
        app.open_app(lang, lesson, ascii_only=ascii_only, reduced_motion=reduced_motion)


def invoke(arguments: list[str], spoken: list[str]) -> None:
    """Do what `arguments` say; the language asked for is added to `spoken`."""
    try:
        context = main.make_context("tui-dl", arguments)
        with context:
            if context.params.get("lang"):
                spoken.append(context.params["lang"])
            main.invoke(context)
    except click.UsageError as error:
        if not isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # not in older versions
            raise problem_of(error) from None
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.Abort:
        raise KeyboardInterrupt from None
