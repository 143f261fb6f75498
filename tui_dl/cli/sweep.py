"""`tui-dl sweep`: many networks over a grid of settings and seeds, and which setting did best on validation."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_dl.cli.output import in_ascii
from tui_dl.cli.sweep_report import as_csv, as_json, as_text
from tui_dl.cli.train import experiment_from, with_options
from tui_dl.course.learner.progress import home
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.position import Position
from tui_dl.session.run import Run
from tui_dl.session.sweeps.file import SweepFile
from tui_dl.session.sweeps.grid import MOST_SEEDS, Axis, Trial, axis_of, experiment_at, points_of
from tui_dl.session.sweeps.jobs import Task
from tui_dl.session.sweeps.process import SCRATCH, Sweeper, trials
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

LOKY, DASK = "loky", "dask"


@click.command(name="sweep")
@click.argument("data")
@with_options
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Any knob, the same for all.")
@click.option("--grid", "grid", multiple=True, required=True, metavar="NAME=A,B,C", help="A knob and its values.")
@click.option("--seeds", type=click.IntRange(1, MOST_SEEDS), default=5, show_default=True, help="Seeds a point.")
@click.option("--jobs", type=click.IntRange(-1), default=1, show_default=True, help="Processes; -1: one a core.")
@click.option("--backend", type=click.Choice((LOKY, DASK)), default=LOKY, show_default=True, help="Who trains.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Of Dask, like tcp://host:8786.")
@click.option("--resume", type=click.Path(path_type=Path), help="Keep trials in this file, and go on from it.")
@click.option("--json", "form", flag_value="json", help="One JSON object instead of text.")
@click.option("--csv", "form", flag_value="csv", help="A row a trial instead of text.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII alone.")
@click.pass_obj
def command(
    language: str,
    /,
    data: str,
    settings: tuple[str, ...],
    grid: tuple[str, ...],
    *,
    seeds: int,
    form: str | None,
    resume: Path | None,
    ascii_only: bool,
    **options: Any,  # the knobs, and who trains
) -> None:
    """Train networks on DATA at every point of a grid, over several seeds; say which point validation prefers."""
    if (options["backend"] == DASK) != bool(options["scheduler"]):
        raise Problem("scheduler_of_dask")
    base = experiment_from(DataRecipe(data.replace("-", "_")), options, settings)
    axes = [axis_of(text) for text in grid]
    tasks = _tasks(base, axes, seeds)
    dataset = load(tasks[0].experiment.data, tasks[0].experiment.seed_of("data"))
    found = _train(tasks, resume, options, language)
    if form == "json":
        click.echo(json.dumps(as_json(axes, found, dataset), allow_nan=False))
    elif form == "csv":
        click.echo(as_csv(axes, found), nl=False)
    else:
        plain = in_ascii(ascii_only)
        click.echo(as_text(axes, found, dataset, language, ascii_only=plain))


def _tasks(base: Any, axes: Sequence[Axis], seeds: int) -> list[Task]:
    """All trials; one network a point is set up here, so that what is impossible is said before anything starts."""
    tasks = []
    for number, point in enumerate(points_of(axes)):
        made = [experiment_at(base, axes, point, base.seed + extra) for extra in range(seeds)]
        Position(Run(made[0]))
        tasks += [Task(number, experiment) for experiment in made]
    return tasks


def _train(tasks: list[Task], resume: Path | None, options: dict[str, Any], language: str) -> list[Trial]:
    """All trials, those that the file has and those that are still to be done."""
    with contextlib.ExitStack() as stack:
        kept = stack.enter_context(SweepFile(resume, tasks)) if resume is not None else _Nowhere()
        done = {(trial.point, trial.seed) for trial in kept.trials}
        left = [task for task in tasks if (task.point, task.experiment.seed) not in done]
        if not left:
            return kept.trials
        bar = stack.enter_context(click.progressbar(length=len(tasks), file=sys.stderr, hidden=not sys.stderr.isatty()))
        bar.update(len(tasks) - len(left))
        sweeper = stack.enter_context(Sweeper(scratch=home() / SCRATCH, low_priority=False))
        try:
            for trial in trials(left, sweeper, options["jobs"], options["backend"], options["scheduler"]):
                kept.keep(trial)
                bar.update(1)
        except KeyboardInterrupt:
            words = "sweep.cancelled_kept" if resume is not None else "sweep.cancelled"
            click.echo("\n" + say(language, words, done=len(kept.trials), all=len(tasks), path=str(resume)), err=True)
            raise
        return kept.trials


class _Nowhere:
    """Trials of this time alone."""

    def __init__(self) -> None:
        self.trials: list[Trial] = []

    def keep(self, trial: Trial) -> None:
        """Remember it."""
        self.trials.append(trial)


COMMANDS = {"sweep": command}
