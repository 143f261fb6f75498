"""`tui-dl serve`: the app in a browser, on this machine alone unless another address is asked for."""

from __future__ import annotations

import shlex
import sys

import click

from tui_dl.engine.problem import Problem
from tui_dl.words import say

HOST, PORT = "127.0.0.1", 8765
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.pass_obj
def serve(language: str, /, host: str, port: int) -> None:
    """Show the app in a browser (needs the extra 'serve'): each tab is a program of its own, on one progress."""
    try:
        from textual_serve.server import Server  # noqa: PLC0415  an optional extra
    except ImportError:
        raise Problem("no_serve") from None
    if host not in LOOPBACK:
        click.echo(say(language, "serve.beware", host=host), err=True)
    click.echo(say(language, "serve.where", address=f"http://{host}:{port}"), err=True)
    command = shlex.join([sys.executable, "-m", "tui_dl", "--lang", language])
    Server(command, host=host, port=port, title="tui-dl").serve()


COMMANDS = {"serve": serve}
