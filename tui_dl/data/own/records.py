"""The rows of a file of separated values, checked as they are read: a mistake has its row and column."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tui_dl.data.own.dialect import Dialect, guess
from tui_dl.data.own.text import look, pieces
from tui_dl.data.own.values import MISSING, Reader, shown
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tui_dl.data.recipe import TableFile

MOST_ROWS, MOST_COLUMNS = 1_000_000, 1_000
CHUNK = 20_000  # rows held as text at a time


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is known well enough to be read.

    Attributes:
        path: Where it lies.
        encoding: Of its text.
        dialect: How its rows are written.
        digest: SHA-256 of its bytes.
        names: One a column, as they may be shown.
        reader: How its fields are read.
    """

    path: Path
    encoding: str
    dialect: Dialect
    digest: str
    names: tuple[str, ...]
    reader: Reader

    def chunks(self) -> Generator[tuple[int, list[tuple[str, ...]]]]:
        """The row number of the first (the heading is row 1), and the columns, of up to `CHUNK` rows each time.

        Raises:
            Problem: A row has another number of fields, a quote is not closed, or there are too many rows.
        """
        first = 2
        for held in self._held():
            yield first, list(zip(*held, strict=True))
            first += len(held)

    def _held(self) -> Iterator[list[list[str]]]:
        """Records, many at a time; where anything is odd about some, they are looked through one by one."""
        with closing(pieces(self.path, self.encoding)) as lines:
            yield from self._many(csv.reader(lines, delimiter=self.dialect.separator, strict=True))

    def _many(self, reader: Iterator[list[str]]) -> Iterator[list[list[str]]]:
        read, wanted = 0, {len(self.names)}
        next(filter(None, reader), None)
        try:
            while held := list(islice(reader, CHUNK)):
                if set(map(len, held)) != wanted:
                    held = list(filter(None, held))
                read += len(held)
                if read > MOST_ROWS or not set(map(len, held)) <= wanted:
                    self._say_what_is_wrong()
                if held:
                    yield held
        except csv.Error:
            self._say_what_is_wrong()
        if not read:
            raise Problem("table_no_rows", path=str(self.path))

    def _say_what_is_wrong(self) -> NoReturn:
        for _ in self._rows():
            continue
        raise Problem("table_changed", path=str(self.path))  # nothing: it was written to meanwhile

    def _rows(self) -> Iterator[list[str]]:
        """One by one, each with its place in a complaint."""
        with closing(pieces(self.path, self.encoding)) as lines:
            records = _records(lines, self.dialect)
            next(records, None)
            row, wanted = 1, len(self.names)
            for record in records:
                row += 1
                if len(record) != wanted:
                    raise Problem("table_ragged", row=row, got=len(record), wanted=wanted)
                if row > MOST_ROWS + 1:
                    raise Problem("table_rows", most=MOST_ROWS)
                yield record


def open_file(source: TableFile) -> OpenFile:
    """Look at a file's bytes, way of writing and heading.

    Raises:
        Problem: It cannot be read, or is not what it was.
    """
    path = Path(source.path)
    encoded = look(path, source.encoding)
    if source.digest and source.digest != encoded.digest:
        raise Problem("table_changed", path=source.path)
    with closing(pieces(path, encoded.encoding)) as lines:
        dialect = guess(lines, source.separator, source.decimal)
    with closing(pieces(path, encoded.encoding)) as lines:
        heading = next(_records(lines, dialect), None)
    if heading is None:
        raise Problem("table_no_rows", path=source.path)
    reader = Reader(dialect.decimal, MISSING | {word.strip().casefold() for word in source.missing})
    return OpenFile(path, encoded.encoding, dialect, encoded.digest, _named(heading, reader), reader)


def _records(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    """Records that are not blank."""
    reader, row = csv.reader(lines, delimiter=dialect.separator, strict=True), 0
    try:
        for record in reader:
            if record:
                row += 1
                yield record
    except csv.Error:
        raise Problem("table_quote", row=row + 1) from None


def _named(heading: list[str], reader: Reader) -> tuple[str, ...]:
    if len(heading) > MOST_COLUMNS:
        raise Problem("table_columns", got=len(heading), most=MOST_COLUMNS)
    if len(heading) < 2:
        raise Problem("table_one_column")
    if all(reader.number(field) is not None for field in heading):
        raise Problem("table_no_heading")
    names = tuple(shown(field) or f"column{place}" for place, field in enumerate(heading, start=1))
    for place, name in enumerate(names):
        if name in names[:place]:
            raise Problem("table_name_twice", name=name, first=names.index(name) + 1, second=place + 1)
    return names
