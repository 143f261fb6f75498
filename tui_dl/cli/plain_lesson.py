"""A plain walk with its processes and progress, opened here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_dl.course.bench import Bench
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.sealing import lend
from tui_dl.course.learner.students import seed_of
from tui_dl.course.plain import PlainLesson
from tui_dl.course.written.loader import load_lesson
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.runner import InlineRunner
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(lesson: str, language: str, *, ascii_only: bool, pictures: bool) -> bool:
    """Walk a lesson from its beginning; whether it was finished."""
    whole = load_lesson(lesson)
    with Progress.open() as progress, PatientFitter() as fitter:
        seed = seed_of(progress, lesson)
        bench, notes = Bench(whole, language, InlineRunner(), fitter, seed), Notes(progress)
        lend(bench, progress, anew=True)

        def saved(bench: Bench) -> None:
            notes.take(bench)
            _tell(progress, language)

        _tell(progress, language)  # what was wrong with the home, before anything is asked
        return PlainLesson(bench, click.echo, saved, ascii_only=ascii_only, pictures=pictures).walk(_lines())


def _tell(progress: Progress, language: str) -> None:
    for problem in progress.untold():
        click.echo(say(language, f"problem.{problem.code}", **problem.fields), err=True)


def _lines() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line
