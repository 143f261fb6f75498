"""`tui-dl train FILE.csv`: a table of one's own, from its options, and what is told about it before training."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_dl.data.own.preview import columns_of, preview
from tui_dl.data.own.values import shown
from tui_dl.data.recipe import TableFile
from tui_dl.engine.problem import Problem
from tui_dl.figures.table import Column, lines
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.own.preview import ColumnPreview, Preview

MOST_NAMES = 40  # of a file's columns, in a sentence
MOST_FOR_MACHINES = 20_000  # training rows, for support vector machines
MACHINES = ("linear_svm", "rbf_svm")
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


def methods_for(names: tuple[str, ...], training_rows: int) -> tuple[str, ...]:
    """The classical methods that are done in time with so many rows."""
    return names if training_rows <= MOST_FOR_MACHINES else tuple(name for name in names if name not in MACHINES)


def as_text(seen: Preview, language: str) -> str:
    """What was guessed, what looks wrong, and what can be changed."""

    def told(key: str, **fields: object) -> str:
        return say(language, f"own.{key}", **fields)

    source = seen.source
    separator = told("separator_tab") if source.separator == "\t" else source.separator
    title = told(
        "title",
        file=shown(Path(source.path).name),
        rows=seen.rows,
        columns=len(seen.columns),
        separator=separator,
        decimal=source.decimal,
        encoding=source.encoding,
    )
    said = [title, *_table(seen, language), told("change")]
    if seen.classes:
        said += [told("classes", target=source.target), *_balance(seen.classes)]
    elif not seen.problems:
        said.append(told("values", target=source.target))
    if seen.inputs:
        said.append(told("inputs", inputs=seen.inputs))
    for warning in seen.warnings:
        said.append(told("beware", sentence=say(language, f"problem.{warning.code}", **warning.fields)))
    return "\n".join([*said, ""])


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


def _table(seen: Preview, language: str) -> list[str]:
    def cells(heading: str, entries: list[str], *, left: bool = False) -> Column:
        return Column(say(language, f"own.{heading}"), tuple(entries), left=left)

    many = say(language, "own.many")
    columns = [
        cells("column", [shown(one.name, 24) for one in seen.columns], left=True),
        cells("kind", [_kind(one, seen.source, language) for one in seen.columns], left=True),
        cells("missing", [str(one.missing) for one in seen.columns]),
        cells("different", [many if one.distinct is None else str(one.distinct) for one in seen.columns]),
        cells("examples", [shown(", ".join(one.examples), 24) for one in seen.columns], left=True),
    ]
    return [f"  {line}".rstrip() for line in lines(columns, 2)]


def _kind(column: ColumnPreview, source: TableFile, language: str) -> str:
    reason = column.kind == column.guessed and column.reason
    kind = say(language, f"own.reason_{column.reason}" if reason else f"own.kind_{column.kind}")
    if column.name == source.target:
        kind = say(language, "own.kind_target", kind=kind)
    return say(language, "own.chosen", kind=kind) if column.name in source.kinds else kind


def _balance(classes: tuple[tuple[str, int], ...]) -> list[str]:
    """A bar a class, of signs that every terminal has."""
    most = max(1, *(count for _, count in classes))
    table = [
        Column("", tuple(shown(name, 24) for name, _ in classes), left=True),
        Column("", tuple(str(count) for _, count in classes)),
        Column("", tuple("#" * round(30 * count / most) for _, count in classes), left=True),
    ]
    return [f"  {line}".rstrip() for line in lines(table, 2)[1:]]
