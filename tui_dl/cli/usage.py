"""A command line that cannot be read, told in one sentence of the user's language: what was got, what is wanted."""

from __future__ import annotations

import re
from typing import Any

import click

from tui_dl.course.written.problem import near
from tui_dl.engine.problem import Problem

EXTRA, UNKNOWN = re.compile(r"^Got unexpected extra arguments? \((.*)\)"), re.compile(r"^No such command '(.*)'")
NUMBERS = ("integer", "integer range", "float", "float range")


def problem_of(error: click.UsageError) -> Problem:
    """What click complains of."""
    command = error.ctx.command_path if error.ctx else "tui-dl"
    if isinstance(error, click.NoSuchOption):
        wanted = near(error.option_name, _options(error.ctx))
        return Problem("usage_option", got=error.option_name, near=wanted, command=command)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return Problem("usage_missing", wanted=_hint(error.param), command=command)
    if isinstance(error, click.BadOptionUsage):
        return Problem("usage_no_value", option=error.option_name, command=command)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _of_value(error, error.param, command)
    return _of_words(error, command)


def _of_words(error: click.UsageError, command: str) -> Problem:
    """What has no class of its own in every version of click is known by its message."""
    if extra := EXTRA.match(error.message):
        return Problem("usage_extra", got=extra[1], command=command)
    if unknown := UNKNOWN.match(error.message):
        known = error.ctx.command.list_commands(error.ctx) if error.ctx else []  # type: ignore[attr-defined]  # a group
        return Problem("usage_command", got=unknown[1], near=near(unknown[1], list(known)), command=command)
    return Problem("usage", reason=error.message.rstrip("."), command=command)


def _of_value(error: click.BadParameter, parameter: click.Parameter, command: str) -> Problem:
    kind, option = parameter.type, _hint(parameter)
    if isinstance(kind, click.Choice):
        return Problem("usage_choice", option=option, wanted=", ".join(map(str, kind.choices)), command=command)
    if kind.name in NUMBERS:
        return Problem("usage_number", option=option, command=command)
    return Problem("usage_value", option=option, reason=error.message.rstrip("."), command=command)


def _hint(parameter: click.Parameter) -> str:
    """An option as it is typed, an argument as the help names it."""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.upper()


def _options(context: Any) -> list[str]:
    found: list[str] = []
    for parameter in context.command.params if context else ():
        found += parameter.opts
    return [*found, "--help"]
