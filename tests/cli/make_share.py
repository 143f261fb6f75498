"""Writes the manual page and the shells' completions anew, from the commands: run it after a change of options."""

from __future__ import annotations

import importlib
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from tui_dl import __version__
from tui_dl.cli import COMPLETE
from tui_dl.cli.commands import COMMANDS, main

SHARE = Path(__file__).parents[2] / "tui_dl" / "share"
SHELLS = {"bash": "completions/tui-dl.bash", "zsh": "completions/_tui-dl", "fish": "completions/tui-dl.fish"}
MANUAL = "tui-dl.1"
FILES = {
    "TUI_DL_HOME": "Where progress is kept, in place of the user's own data directory.",
    "TUI_DL_COURSE": "A folder that holds another course, as --course.",
    "TUI_DL_FAST": "Set to 1, networks are trained by the compiled engine, where the extra fast is installed.",
    "NO_COLOR": "Draw without colour.",
}


def completion(shell: str) -> str:
    """The script that a shell reads."""
    made = get_completion_class(shell)
    assert made is not None
    return made(main, {}, "tui-dl", COMPLETE).source().strip() + "\n"


def roff(text: str) -> str:
    """Text as a manual page holds it."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def options(command: click.Command) -> list[str]:
    """A command's options, each with what it does."""
    lines = []
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            named = ", ".join(parameter.opts)
            value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
            lines += [
                ".TP",
                f"\\fB{roff(named)}\\fR{roff(value)}",
                roff(parameter.help or ""),
            ]
    return lines


def usage(command: click.Command) -> str:
    """What follows a command's name besides options."""
    names = [one.make_metavar(click.Context(command)) for one in command.params if isinstance(one, click.Argument)]
    return " ".join(names)


def sections(name: str, command: click.Command) -> list[str]:
    """A command, and the commands under it."""
    lines = [".SS", f"tui\\-dl {roff(name)} {roff(usage(command))}".rstrip(), roff(command.help or "")]
    lines += options(command)
    for further, one in getattr(command, "commands", {}).items():
        lines += sections(f"{name} {further}", one)
    return lines


def manual() -> str:
    """The whole page."""
    lines = [f'.TH TUI\\-DL 1 "" "tui\\-dl {__version__}" "User Commands"', ".SH NAME"]
    lines += [roff("tui-dl - understand deep learning by doing it, in a terminal"), ".SH SYNOPSIS"]
    lines += [".B tui\\-dl", "[options] [command]", ".SH DESCRIPTION", roff(main.help or ""), ".SH OPTIONS"]
    lines += [*options(main), ".SH COMMANDS"]
    for name in COMMANDS:
        lines += sections(name, importlib.import_module(COMMANDS[name]).COMMANDS[name])
    lines += [".SH ENVIRONMENT"]
    for name, meaning in FILES.items():
        lines += [".TP", f"\\fB{name}\\fR", roff(meaning)]
    lines += [".SH EXIT STATUS", "0 where all went well, 1 where a proof or a verification failed, 2 for wrong usage."]
    return "\n".join(lines) + "\n"


def files() -> dict[Path, str]:
    """Every file, and what it should hold."""
    made = {SHARE / path: completion(shell) for shell, path in SHELLS.items()}
    return {**made, SHARE / MANUAL: manual()}


if __name__ == "__main__":
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
