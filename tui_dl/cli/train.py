"""`tui-dl train`: a run without a screen, at full speed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tui_dl.cli import own_table
from tui_dl.cli.output import in_ascii
from tui_dl.cli.report import Outcome, as_json, as_text
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.classical.fit_by_fit import fits
from tui_dl.session.classical.methods import MOST_FOR_MACHINES, done_in_time
from tui_dl.session.classical.process import names_for
from tui_dl.session.code import code_of
from tui_dl.session.experiment import Experiment
from tui_dl.session.knobs import parse, with_value
from tui_dl.session.live import LiveRun
from tui_dl.session.protocol import Ended, Epochs
from tui_dl.session.run import Run, to_text
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.own.preview import Preview

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


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each knob that is set often."""
    for name, default in reversed(OPTIONS.items()):
        told = say("en", f"knob_help.{NAMES.get(name, name)}")
        command = click.option(f"--{name.replace('_', '-')}", default=default, show_default=True, help=told)(command)
    return command


@click.command(name="train")
@click.argument("data")
@with_options
@own_table.with_options
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Any knob.")
@click.option("--baselines", is_flag=True, help="Fit the classical methods on the same split.")
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.option("--code", "code_wanted", is_flag=True, help="End with the line that does it again anywhere.")
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
    code_wanted: bool,
    ascii_only: bool,
    **options: Any,
) -> None:
    """Train a network on DATA, e.g. circles, moons, iris, digits, or FILE.csv; print curves, weights and scores."""
    table = _table(data, options)
    if table is not None and not json_wanted:
        click.echo(own_table.as_text(table, language))
    if options["preview"]:
        click.echo(json.dumps(own_table.as_json(table)) if json_wanted and table else "", nl=bool(json_wanted))
        return
    recipe = table.recipe if table is not None else DataRecipe(data.replace("-", "_"))
    experiment = experiment_from(recipe, options, settings)
    load(experiment.data, experiment.seed_of("data"))
    outcome = _train(experiment, quiet=json_wanted)
    if baselines:
        outcome.fits = list(fits(experiment, _methods(outcome, language)))
    if json_wanted:
        further = {} if table is None else {"table": own_table.as_json(table)}
        click.echo(json.dumps({**as_json(outcome), **further}, allow_nan=False))
    else:
        plain = in_ascii(ascii_only)
        click.echo(as_text(outcome, language, ascii_only=plain))
    if code_wanted and not json_wanted:
        code = code_of(outcome.live.run, outcome.live.weights())
        click.echo(say(language, "run.code", code=code))


def _table(data: str, options: dict[str, Any]) -> Preview | None:
    """The learner's own table; None where one of our data sets is meant."""
    if own_table.looks_like_a_file(data):
        return own_table.look(data, options)
    own_table.refuse_without_file(options)
    return None


def _methods(outcome: Outcome, language: str) -> tuple[str, ...]:
    """Those for the task; with very many rows not the slowest, and that is said."""
    dataset = outcome.live.dataset
    wanted = names_for(dataset.task)
    chosen = done_in_time(wanted, len(dataset.train))
    if chosen != wanted:
        click.echo(say(language, "own.slow_left_out", most=MOST_FOR_MACHINES), err=True)
    return chosen


def experiment_from(data: DataRecipe, options: dict[str, Any], settings: tuple[str, ...]) -> Experiment:
    """The experiment that a command's options and settings ask for.

    Raises:
        Problem: A knob is unknown, or cannot take its value.
    """
    pairs = [(NAMES.get(name, name), options[name]) for name in OPTIONS if options[name] is not None]
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise Problem("bad_setting", got=setting)
        pairs.append((name, text))
    experiment = Experiment(data)
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
                    outcome.hear(event.records)
                    bar.update(len(event.records))
                elif isinstance(event, Ended):
                    outcome.stopped = event.reason
    return outcome


COMMANDS = {"train": command}
