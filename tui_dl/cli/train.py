"""`tui-dl train`: a run without a screen, at full speed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from tui_dl.cli.report import Outcome, as_json, as_text
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.baseline_process import fits, names_for
from tui_dl.session.experiment import Experiment
from tui_dl.session.knobs import parse, with_value
from tui_dl.session.live import LiveRun
from tui_dl.session.protocol import Ended, Epochs
from tui_dl.session.run import Run, to_text

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS = {  # each is a knob; None: left to the data set
    "hidden": "8,8",
    "activation": "tanh",
    "optimizer": "adam",
    "learning_rate": "0.01",
    "batch_size": "32",
    "epochs": "100",
    "samples": None,
    "noise": None,
    "seed": "1",
}
NAMES = {"epochs": "epoch_limit"}


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    for name, default in reversed(OPTIONS.items()):
        command = click.option(f"--{name.replace('_', '-')}", default=default, show_default=True)(command)
    return command


@click.command(name="train")
@click.argument("data")
@_with_options
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Any knob.")
@click.option("--baselines", is_flag=True, help="Fit the classical methods on the same split.")
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def command(
    language: str,
    /,
    data: str,
    settings: tuple[str, ...],
    *,
    baselines: bool,
    json_wanted: bool,
    ascii_only: bool,
    **options: str | None,
) -> None:
    """Train a network on DATA, e.g. circles, moons, iris, digits; print curves, weights and scores."""
    experiment = _experiment(data, options, settings)
    load(experiment.data, experiment.seed_of("data"))
    outcome = _train(experiment, quiet=json_wanted)
    if baselines:
        outcome.fits = list(fits(experiment, names_for(outcome.live.dataset.task)))
    if json_wanted:
        click.echo(json.dumps(as_json(outcome), allow_nan=False))
    else:
        plain = ascii_only or "utf" not in (sys.stdout.encoding or "").lower()
        click.echo(as_text(outcome, language, ascii_only=plain))


def _experiment(data: str, options: dict[str, str | None], settings: tuple[str, ...]) -> Experiment:
    pairs = [(NAMES.get(name, name), text) for name, text in options.items() if text is not None]
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise Problem("bad_setting", got=setting)
        pairs.append((name, text))
    experiment = Experiment(DataRecipe(data.replace("-", "_")))
    for name, text in pairs:
        experiment = with_value(experiment, name, parse(name, text))
    return experiment


def _train(experiment: Experiment, *, quiet: bool) -> Outcome:
    live = LiveRun(Run(experiment))
    outcome = Outcome(live, to_text(live.run))
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=live.model.epoch_limit, file=sys.stderr, hidden=hidden) as bar:
        outcome.records.append(live.begin().first)
        while not live.ended:
            for event in live.advance():
                if isinstance(event, Epochs):
                    outcome.records += event.records
                    bar.update(len(event.records))
                elif isinstance(event, Ended):
                    outcome.stopped = event.reason
    return outcome


COMMANDS = {"train": command}
