"""`tui-dl student` and `verify`: data of one's own for each student, and what was handed in done again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_dl.course.learner.progress import Progress
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.figures.table import Column, lines
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.learner.evidence import Evidence
    from tui_dl.course.learner.verifying import Verdict

MOST_BYTES = 50_000_000


@click.command()
@click.argument("number")
@click.pass_obj
def student(language: str, /, number: str) -> None:
    """Give each lesson data of your own, picked by your student NUMBER; what is done already stays."""
    from tui_dl.course.learner import students  # noqa: PLC0415  it needs NumPy, the command's help does not

    number = students.checked(number)
    ready = [entry for entry in course().entries if entry.ready]
    with Progress.open() as progress:
        if progress.trouble:
            raise progress.trouble[0]
        for place, entry in enumerate(ready, start=1):
            seed = students.pick(load_lesson(entry.id), number)
            progress.set_setting(f"{students.SEED}{entry.id}", str(seed))
            click.echo(f"{place}/{len(ready)}  {entry.title[language]}", err=True)
        progress.set_setting(students.STUDENT, number)
    click.echo(say(language, "teaching.picked", number=number))


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.pass_context
def verify(context: click.Context, /, files: tuple[Path, ...], *, json_wanted: bool) -> None:
    """Make the runs of handed-in evidence again, and print which are confirmed."""
    from tui_dl.course.learner.evidence import broken_at, from_text  # noqa: PLC0415  it needs NumPy
    from tui_dl.course.learner.verifying import CONFIRMED, ELSEWHERE, verify  # noqa: PLC0415

    language, told, sound = context.obj, [], True
    for path in files:
        evidence = from_text(_read(path), str(path))
        broken, verdicts = broken_at(evidence), verify(evidence)
        sound = sound and broken is None and all(one.status in {CONFIRMED, ELSEWHERE} for one in verdicts)
        told.append(_as_json(path, evidence, broken, verdicts))
        if not json_wanted:
            click.echo("\n".join(_as_text(language, path, evidence, broken, verdicts)))
    click.echo(json.dumps(told) if json_wanted else say(language, "teaching.meaning"))
    if not sound:
        context.exit(1)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("file_large", path=str(path), most=MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror or str(error)) from None


def _as_json(path: Path, evidence: Evidence, broken: int | None, verdicts: list[Verdict]) -> dict[str, Any]:
    return {
        "file": str(path),
        "student": evidence.student,
        "chain_broken_at": broken,
        "runs": [
            {name: getattr(one, name) for name in ("lesson", "step", "status", "at", "hints")} for one in verdicts
        ],
    }


def _as_text(language: str, path: Path, evidence: Evidence, broken: int | None, verdicts: list[Verdict]) -> list[str]:
    """A heading, a line a run, and whether the record is whole."""

    def told(key: str, **fields: object) -> str:
        return say(language, f"teaching.{key}", **fields)

    kinds = Counter(entry.what for entry in evidence.entries)
    student = _harmless(evidence.student) or told("nobody")
    said = [told("file", path=_harmless(str(path)), student=student, answers=kinds["answer"], runs=kinds["run"])]
    said.append(told("whole") if broken is None else told("broken", number=broken + 1))
    if not verdicts:
        return [*said, told("no_runs"), ""]
    columns = [
        Column(told("lesson"), tuple(_harmless(one.lesson) for one in verdicts), left=True),
        Column(told("step"), tuple(_harmless(one.step) for one in verdicts), left=True),
        Column(told("hints"), tuple(str(one.hints) for one in verdicts)),
        Column(told("verdict"), tuple(told(f"is_{one.status}", at=one.at) for one in verdicts), left=True),
    ]
    return [*said, *(f"  {line}".rstrip() for line in lines(columns, 2)), ""]


def _harmless(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)


COMMANDS = {"student": student, "verify": verify}
