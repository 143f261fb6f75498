"""A learner's own table before it is used, as text: what was guessed, how the classes lie, what looks wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_dl.data.own.values import shown
from tui_dl.figures.table import Column, lines
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.data.own.preview import ColumnPreview, Preview
    from tui_dl.data.recipe import TableFile
    from tui_dl.engine.problem import Problem

MOST_CELLS = 24  # of a name, or of examples


def title(seen: Preview, language: str) -> str:
    """How the file was read."""
    source = seen.source
    return say(
        language,
        "own.title",
        file=shown(Path(source.path).name),
        rows=seen.rows,
        columns=len(seen.columns),
        separator=say(language, "own.separator_tab") if source.separator == "\t" else source.separator,
        decimal=source.decimal,
        encoding=source.encoding,
    )


def columns(seen: Preview, language: str) -> list[str]:
    """A heading, then a line a column of the file."""

    def cells(heading: str, entries: list[str], *, left: bool = False) -> Column:
        return Column(say(language, f"own.{heading}"), tuple(entries), left=left)

    many = say(language, "own.many")
    table = [
        cells("column", [shown(one.name, MOST_CELLS) for one in seen.columns], left=True),
        cells("kind", [kind(one, seen.source, language) for one in seen.columns], left=True),
        cells("missing", [str(one.missing) for one in seen.columns]),
        cells("different", [many if one.distinct is None else str(one.distinct) for one in seen.columns]),
        cells("examples", [shown(", ".join(one.examples), MOST_CELLS) for one in seen.columns], left=True),
    ]
    return [line.rstrip() for line in lines(table, 2)]


def kind(column: ColumnPreview, source: TableFile, language: str) -> str:
    """As what a column is used, and why."""
    reason = column.kind == column.guessed and column.reason
    text = say(language, f"own.reason_{column.reason}" if reason else f"own.kind_{column.kind}")
    if column.name == source.target:
        text = say(language, "own.kind_target", kind=text)
    return say(language, "own.chosen", kind=text) if column.name in source.kinds else text


def answers(seen: Preview, language: str) -> list[str]:
    """The target's classes with a bar each, or that it holds values; and what a row becomes."""
    said = []
    if seen.classes:
        said += [say(language, "own.classes", target=seen.source.target), *_balance(seen.classes)]
    elif not seen.problems:
        said.append(say(language, "own.values", target=seen.source.target))
    if seen.inputs:
        said.append(say(language, "own.inputs", inputs=seen.inputs))
    return said


def warnings(seen: Preview, language: str, *, on_screen: bool = False) -> list[str]:
    """What looks wrong, and does not keep the table from being used."""
    told = [said(one, language, on_screen=on_screen) for one in seen.warnings]
    return [say(language, "own.beware", sentence=sentence) for sentence in told]


def said(problem: Problem, language: str, *, on_screen: bool) -> str:
    """A sentence that says what to do: with keys on the screen, with options on the command line."""
    if on_screen:
        try:
            return say(language, f"own_screen.{problem.code}", **problem.fields)
        except KeyError:  # the same words serve both
            pass
    return say(language, f"problem.{problem.code}", **problem.fields)


def _balance(classes: tuple[tuple[str, int], ...]) -> list[str]:
    """A bar a class, of signs that every terminal has."""
    most = max(1, *(count for _, count in classes))
    table = [
        Column("", tuple(shown(name, MOST_CELLS) for name, _ in classes), left=True),
        Column("", tuple(str(count) for _, count in classes)),
        Column("", tuple("#" * round(MOST_CELLS * count / most) for _, count in classes), left=True),
    ]
    return [f"  {line}".rstrip() for line in lines(table, 2)[1:]]
