"""A learner's table, looked at before it is used: what was guessed, what is wrong, and the recipe that it makes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui_dl.data.own import prepared
from tui_dl.data.own.arrays import Filled, fill
from tui_dl.data.own.columns import CATEGORY, Column, Survey, kinds_of, survey
from tui_dl.data.own.making import is_known, make
from tui_dl.data.own.records import OpenFile, open_file
from tui_dl.data.own.suspicions import suspicions
from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from tui_dl.data.table import Table

OWN = "table"  # what a recipe of an own table makes


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column as a learner is shown it.

    Attributes:
        name: Nothing in it steers a terminal; the same holds for `examples`.
        kind: number, category or leave: as it will be used.
        guessed: The kind that was guessed.
        reason: Why it was guessed to be left out: empty, constant, each_row, text; else nothing.
        missing: Rows in which nothing is known.
        distinct: Different values; None: more than a thousand.
        examples: Its first different values.
    """

    name: str
    kind: str
    guessed: str
    reason: str
    missing: int
    distinct: int | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole table, before it is used.

    Attributes:
        source: How it is read, nothing left to be guessed but kinds; give it to `recipe`.
        rows: Without the heading.
        columns: In the file's order.
        classes: (class, rows) of the target, as many as there are; none where it holds values.
        inputs: How many numbers a row has once categories are spread out; 0 where a problem is in the way.
        problems: What keeps it from being used.
        warnings: What looks wrong, and does not keep it from being used.
    """

    source: TableFile
    rows: int
    columns: tuple[ColumnPreview, ...]
    classes: tuple[tuple[str, int], ...]
    inputs: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def recipe(self) -> DataRecipe:
        """The recipe of the data set.

        Raises:
            Problem: Something is in the way.
        """
        if self.problems:
            raise self.problems[0]
        return DataRecipe(OWN, table=self.source)


def columns_of(source: TableFile) -> tuple[str, ...]:
    """The names in a file's heading: what a target may be.

    Raises:
        Problem: The file cannot be read.
    """
    return open_file(source).names


def preview(source: TableFile) -> Preview:
    """Look at a table; what is wrong with columns or classes is told in the preview.

    Raises:
        Problem: The file cannot be read, a row is broken, or a name or kind is unknown.
    """
    file, found = _surveyed(source)
    kinds = kinds_of(found.columns, source.target, source.kinds)
    settled = msgspec.structs.replace(
        source,
        encoding=file.encoding,
        separator=file.dialect.separator,
        decimal=file.dialect.decimal,
        digest=file.digest,
    )
    columns = tuple(_shown(column, kinds[column.name], source.target) for column in found.columns)
    seen = Preview(settled, found.columns[0].rows, columns, (), 0, (), ())
    try:
        filled = _filled(_key(settled))
        warnings = tuple(suspicions(found, filled, source.target))
        seen = replace(seen, classes=_classes(filled[source.target]), warnings=warnings)
        return replace(seen, inputs=make(filled, source.target).inputs.shape[1])
    except Problem as problem:
        return replace(seen, problems=(problem,))


def open_own(source: TableFile) -> Table:
    """The table, not split yet.

    Raises:
        Problem: Something is in the way.
    """
    found = _at_hand(source)
    if found is None:
        found = make(_filled(_key(source)), source.target)
        if source.digest:
            prepared.keep(_key(source), found)
    return found


def _at_hand(source: TableFile) -> Table | None:
    """The table as another process has read it, if the file still holds the same."""
    table = prepared.kept(_key(source)) if source.digest else None
    if table is None:
        return None
    path = Path(source.path)
    try:
        same = path.is_file() and prepared.digest_of(path) == source.digest
    except OSError:
        same = False
    return table if same else None  # what has become of the file is told by whoever reads it


def _shown(column: Column, kind: str, target: str) -> ColumnPreview:
    guessed, reason = column.guess
    if column.name == target:
        guessed, reason = column.guess_as_target, ""
    return ColumnPreview(column.name, kind, guessed, reason, column.missing, column.distinct, column.examples)


def _classes(answer: Filled) -> tuple[tuple[str, int], ...]:
    if answer.kind != CATEGORY:
        return ()
    counts = Counter(answer.values[is_known(answer)].tolist())
    return tuple((name, counts[place]) for place, name in enumerate(answer.categories))


def _key(source: TableFile) -> bytes:
    """Equal keys for equal ways of reading; with a digest, of the same bytes."""
    return msgspec.json.encode(source, order="deterministic")


@lru_cache(maxsize=1)
def _seen(key: bytes, digest: str) -> Survey:  # noqa: ARG001  the digest keeps other bytes apart
    return survey(open_file(msgspec.json.decode(key, type=TableFile)))


def _surveyed(source: TableFile) -> tuple[OpenFile, Survey]:
    file = open_file(source)
    bare = TableFile(
        source.path,
        "",
        missing=source.missing,
        encoding=file.encoding,
        separator=file.dialect.separator,
        decimal=file.dialect.decimal,
    )
    return file, _seen(_key(bare), file.digest)


@lru_cache(maxsize=1)
def _filled(key: bytes) -> dict[str, Filled]:
    """Kept, since the same table is asked for again and again; with its digest it is always the same."""
    source = msgspec.json.decode(key, type=TableFile)
    _, found = _surveyed(source)
    kinds = kinds_of(found.columns, source.target, source.kinds)
    filled = fill(found.columns, kinds, source.target)
    for column in filled.values():
        column.values.setflags(write=False)
    return filled
