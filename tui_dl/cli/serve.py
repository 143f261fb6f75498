"""`tui-dl serve`: the app in a browser, on this machine alone unless another address is asked for."""

from __future__ import annotations

import os
import shlex
import socket
import sys

import click

from tui_dl.engine.problem import Problem
from tui_dl.words import say

HOST, PORT = "127.0.0.1", 8765
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.option("--reduced-motion", is_flag=True, help="Let figures change once a second at most, and nothing glide.")
@click.pass_context
def serve(context: click.Context, /, host: str, port: int, *, ascii_only: bool, reduced_motion: bool) -> None:
    """Show the app in a browser (needs the extra 'serve'): each tab is a program of its own, on one progress."""
    try:
        from tui_dl.cli.browser import Browser  # noqa: PLC0415  an optional extra
    except ImportError:
        raise Problem("no_serve") from None
    assert context.parent is not None
    asked, language = context.parent.params, context.obj
    wanted = {"--ascii": ascii_only or asked["ascii_only"]}
    wanted["--reduced-motion"] = reduced_motion or asked["reduced_motion"]
    browser = Browser(program(language, asked["lesson"], [flag for flag, on in wanted.items() if on]), language)
    name = f"[{host}]" if ":" in host else host

    def tell() -> None:
        if host not in LOOPBACK:
            click.echo(say(language, "serve.beware", host=host), err=True)
        click.echo(say(language, "serve.where", address=f"http://{name}:{port}{browser.path}"), err=True)

    with bound(host, port) as line:
        browser.listen(line, tell)


def program(language: str, lesson: str | None, flags: list[str]) -> str:
    """The command that each page runs: what was asked of `serve` is asked of it."""
    opened = ["--lesson", lesson] if lesson else []
    command = shlex.join([sys.executable, "-m", "tui_dl", "--lang", language, *opened, *flags])
    return f"exec {command}" if os.name == "posix" else command  # no shell stays in between


def bound(host: str, port: int) -> socket.socket:
    """A socket at that address.

    Raises:
        Problem: The address is none of this machine's, or something listens there already.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise Problem("no_address", host=host, port=port, reason=error.strerror or str(error)) from None


COMMANDS = {"serve": serve}
