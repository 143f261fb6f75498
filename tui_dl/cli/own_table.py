"""`tui-dl train FILE.csv`: a table of one's own, from its options, and what is told about it before training."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_dl.data.own.preview import columns_of, preview
from tui_dl.data.recipe import TableFile
from tui_dl.engine.problem import Problem
from tui_dl.views import own_table
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.own.preview import Preview

MOST_NAMES = 40  # of a file's columns, in a sentence
OPTIONS = ("target", "kind", "missing", "encoding", "separator", "decimal", "preview")


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how a table is read."""
    made = [
        click.option("--target", metavar="COLUMN", help="Of a file: the column to be told from the others."),
        click.option("--kind", multiple=True, metavar="COLUMN=KIND", help="number, category or leave."),
        click.option("--missing", multiple=True, metavar="WORD", help="A word that means: not known."),
        click.option("--encoding", default="", help="Of the file; UTF-8 and CP949 are seen by themselves."),
        click.option("--separator", default="", help="comma, semicolon, tab or bar."),
        click.option("--decimal", default="", help="The decimal sign: . or ,"),
        click.option("--preview", is_flag=True, help="Look at the table, and do not train."),
    ]
    for option in reversed(made):
        command = option(command)
    return command


def looks_like_a_file(name: str) -> bool:
    """Whether a name means a file rather than one of the data sets."""
    return os.sep in name or Path(name).suffix.lower() in {".csv", ".tsv", ".txt"} or Path(name).is_file()


def look(path: str, options: dict[str, Any]) -> Preview:
    """The preview of a file, read as the options say.

    Raises:
        Problem: It cannot be read, or an option does not fit it.
    """
    source = TableFile(
        os.path.abspath(path),  # noqa: PTH100  a link stays the name that was given
        options["target"] or "",
        kinds=dict(_pair(text) for text in options["kind"]),
        missing=tuple(options["missing"]),
        encoding=options["encoding"],
        separator=options["separator"],
        decimal=options["decimal"],
    )
    if not source.target:
        raise Problem("table_target_needed", known=_names(columns_of(source)))
    return preview(source)


def refuse_without_file(options: dict[str, Any]) -> None:
    """Raise `Problem` where an option of tables is used on a data set of ours."""
    for name in OPTIONS:
        if options[name]:
            raise Problem("table_options", got=f"--{name}")


def as_text(seen: Preview, language: str) -> str:
    """What was guessed, what looks wrong, and what can be changed."""
    table = [f"  {line}" for line in own_table.columns(seen, language)]
    said = [own_table.title(seen, language), *table, say(language, "own.change")]
    return "\n".join([*said, *own_table.answers(seen, language), *own_table.warnings(seen, language), ""])


def as_json(seen: Preview) -> dict[str, Any]:
    """The preview's facts by name."""
    columns = [
        {name: getattr(column, name) for name in ("name", "kind", "guessed", "reason", "missing", "distinct")}
        for column in seen.columns
    ]
    return {
        "rows": seen.rows,
        "inputs": seen.inputs,
        "columns": columns,
        "classes": dict(seen.classes),
        "warnings": [{"code": one.code, **one.fields} for one in seen.warnings],
    }


def _pair(text: str) -> tuple[str, str]:
    name, equals, kind = text.rpartition("=")
    if not equals:
        raise Problem("bad_setting", got=text)
    return name.strip(), kind.strip()


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
