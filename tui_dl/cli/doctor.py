"""`tui-dl doctor`: what this terminal and this machine can do, and what to change."""

from __future__ import annotations

import contextlib
import locale
import os
import platform
import shutil
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from tui_dl import __version__
from tui_dl.cli.terminal import answer_milliseconds, cooked, restore
from tui_dl.course.learner.progress import Progress, home
from tui_dl.ui.sizes import FULL_COLUMNS, FULL_ROWS
from tui_dl.words import say

LIBRARIES = ("numpy", "textual", "plotext", "scikit-learn", "msgspec", "click", "joblib", "platformdirs")
SAMPLE_SECONDS, SLOW_LINE = 0.3, 150.0
SLOW_MACHINE = 5_000  # steps a second; the pace of lessons needs less than a tenth of it


@click.command()
@click.option("--restore-terminal", "wanted", is_flag=True, help="Put a terminal right that a killed program left.")
@click.pass_obj
def doctor(language: str, /, *, wanted: bool) -> None:
    """Look at terminal, files and machine, and say what to change."""
    if wanted:
        restore(cooked())
        return
    advice: list[str] = []
    for name, value in [*_terminal(advice), *_files(advice), *_machine(language, advice)]:
        click.echo(f"{say(language, f'doctor.{name}')}: {value}")
    click.echo(say(language, "doctor.ruler"))
    click.echo(
        "12345678901234567890\n한글한글한글한글한글\n▀▄█░▒▓▀▄█░▒▓▀▄█░▒▓▀▄" if _has_utf8() else "12345678901234567890"
    )
    click.echo("")
    for code in advice or ["well"]:
        click.echo(say(language, f"doctor.{code}"))


def _has_utf8() -> bool:
    return "utf" in (sys.stdout.encoding or "").lower()


def _terminal(advice: list[str]) -> list[tuple[str, str]]:
    columns, rows = shutil.get_terminal_size()
    if columns < FULL_COLUMNS or rows < FULL_ROWS:
        advice.append("small")
    if not _has_utf8():
        advice.append("no_utf8")
    term, colours = os.environ.get("TERM", "-"), _colours()
    if term in {"dumb", "-"}:
        advice.append("dumb")
    elif colours in {"8", "16"}:
        advice.append("few_colours")
    found = [
        ("terminal", ", ".join(dict.fromkeys([term, *_shown_by()]))),
        ("size", f"{columns}x{rows}"),
        ("colours", "NO_COLOR" if "NO_COLOR" in os.environ else colours),
        ("encoding", f"{sys.stdout.encoding}, {locale.setlocale(locale.LC_CTYPE)}"),
    ]
    answer = answer_milliseconds()
    if answer is not None:
        found.append(("line", f"{answer:.0f} ms"))
        if answer > SLOW_LINE:
            advice.append("slow_line")
    return found


def _shown_by() -> list[str]:
    """The program that shows the terminal, where it says so, and what stands in between."""
    between = [name.lower() for name in ("TMUX", "STY", "SSH_CONNECTION") if os.environ.get(name)]
    known = {"sty": "screen", "ssh_connection": "ssh"}
    program = os.environ.get("TERM_PROGRAM")
    return [*([program] if program else []), *(known.get(name, name) for name in between)]


def _colours() -> str:
    if os.environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return "16777216 (24 bit)"
    term = os.environ.get("TERM", "dumb")
    if term == "dumb":
        return "-"
    return "256" if "256" in term else "8" if term in {"linux", "vt100", "ansi"} else "16"


def _files(advice: list[str]) -> list[tuple[str, str]]:
    with Progress.open() as progress:
        advice += ["no_home"] if progress.trouble else []
    from tui_dl.ui.preferences import settings_file  # noqa: PLC0415  a terminal is put right without it

    return [("home", str(home())), ("settings", str(settings_file())), ("program", str(Path(__file__).parents[1]))]


def _machine(language: str, advice: list[str]) -> list[tuple[str, str]]:
    rate = _steps_a_second()
    if rate < SLOW_MACHINE:
        advice.append("slow_machine")
    known = []
    for name in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            known.append(f"{name} {version(name)}")
    from tui_dl.session.fast import asked, installed  # noqa: PLC0415  a terminal is put right without NumPy

    fast = "missing" if asked() and not installed() else "on" if asked() else "off"
    return [
        ("versions", f"tui-dl {__version__}, Python {platform.python_version()}"),
        ("libraries", ", ".join(known)),
        ("system", f"{platform.system()} {platform.machine()}, {os.cpu_count()}"),
        ("speed", f"{rate:.0f}"),
        ("fast", say(language, f"doctor.fast_{fast}")),
    ]


def _steps_a_second() -> float:
    """Of a small network, measured now."""
    from tui_dl.data.recipe import DataRecipe  # noqa: PLC0415  a terminal is put right without NumPy
    from tui_dl.session.experiment import Experiment, NetworkModel  # noqa: PLC0415
    from tui_dl.session.live import LiveRun  # noqa: PLC0415
    from tui_dl.session.run import Run  # noqa: PLC0415

    live = LiveRun(Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=1_000_000))))
    live.begin()
    live.advance()  # a compiled engine is compiled now
    started = time.perf_counter()
    while time.perf_counter() - started < SAMPLE_SECONDS:
        live.advance()
    return live.trainer.step / (time.perf_counter() - started)


COMMANDS = {"doctor": doctor}
