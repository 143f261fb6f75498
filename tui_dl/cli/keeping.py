"""`tui-dl paths`, `reset`, `export`, `import`: what is kept about a learner, shown, forgotten, moved, merged."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tui_dl.cli.output import write_new
from tui_dl.course.learner.progress import Progress, home
from tui_dl.course.written.loader import course
from tui_dl.course.written.problem import near
from tui_dl.engine.problem import Problem
from tui_dl.words import say

MOST_BYTES = 50_000_000
FOLDERS = {name: name for name in ("pictures", "programs", "proofs")}


@click.command()
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of text.")
@click.pass_obj
def paths(language: str, /, *, json_wanted: bool) -> None:
    """Say where files are kept."""
    from tui_dl.ui.preferences import settings_file  # noqa: PLC0415  the others need no screen

    names = {"progress": "progress.json", "journals": "journal-*.jsonl", "spot": "spot.json"}
    found = {name: home() / file for name, file in {**names, **FOLDERS, "log": "log.txt"}.items()}
    found["settings"] = settings_file()
    if json_wanted:
        click.echo(json.dumps({name: str(path) for name, path in found.items()}))
        return
    for name, path in found.items():
        click.echo(f"{say(language, f'keeping.{name}')}  {path}")


@click.command()
@click.argument("lesson", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def reset(language: str, /, lesson: str | None, *, yes: bool) -> None:
    """Forget what was done in LESSON, or in all of them; settings stay."""
    known = [entry.id for entry in course().entries]
    if lesson is not None and lesson not in known:
        raise Problem("unknown_lesson", got=lesson, near=near(lesson, known), known=", ".join(known))
    asked = say(language, "keeping.reset_one", lesson=lesson) if lesson else say(language, "keeping.reset_all")
    if not yes and not click.confirm(asked, err=True):
        return
    with _opened() as progress:
        for name in [lesson] if lesson else list(progress.lessons):
            progress.reset(name)
    click.echo(say(language, "keeping.forgotten"), err=True)


@click.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--evidence", is_flag=True, help="Write what a teacher can verify, in place of everything.")
@click.pass_obj
def export_file(language: str, /, file: Path, *, evidence: bool) -> None:
    """Write everything that is kept into FILE, to be imported elsewhere; or evidence of it, to be handed in."""
    with _opened() as progress:
        text = _evidence(progress) if evidence else progress.as_text()
    write_new(file, text)
    said = "teaching.handed_in" if evidence else "keeping.exported"
    click.echo(say(language, said, path=str(file)), err=True)


def _evidence(progress: Progress) -> str:
    """Answers, hints and runs, each run made again for its course; which one is told on the way."""
    from tui_dl.course.learner.evidence import gather, to_text  # noqa: PLC0415  it needs NumPy

    return to_text(gather(progress, lambda name: click.echo(f"  {name}", err=True)))


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_file(language: str, /, file: Path) -> None:
    """Merge what FILE holds into what is kept here; nothing is lost on either side."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Problem("file_large", path=str(file), most=MOST_BYTES)
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Problem("no_export", path=str(file)) from None
    except OSError as error:
        raise Problem("file_unreadable", path=str(file), reason=error.strerror or str(error)) from None
    with _opened() as progress:
        taken = progress.take_in(text, str(file))
    click.echo(say(language, "keeping.imported", count=taken), err=True)


def _opened() -> Progress:
    progress = Progress.open()
    if progress.trouble:
        problem = progress.trouble[0]
        progress.close()
        raise problem
    return progress


COMMANDS = {"paths": paths, "reset": reset, "export": export_file, "import": import_file}
