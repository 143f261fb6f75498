"""`tui-dl lab`: the laboratory, without going through home."""

from __future__ import annotations

import click


@click.command(name="lab")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_context
def command(context: click.Context, /, *, ascii_only: bool) -> None:
    """Open the laboratory: any data, any knob, all figures."""
    from tui_dl.cli.app import open_app  # noqa: PLC0415
    from tui_dl.course.laboratory import LABORATORY  # noqa: PLC0415

    assert context.parent is not None
    asked = context.parent.params
    ascii_only = ascii_only or asked["ascii_only"]
    open_app(asked["lang"], LABORATORY, ascii_only=ascii_only, reduced_motion=asked["reduced_motion"])


COMMANDS = {"lab": command}
