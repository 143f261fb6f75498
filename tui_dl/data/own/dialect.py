"""How a file's rows are written: what parts the fields, and which sign begins the decimals."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATORS = (",", ";", "\t", "|")
NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
SAMPLE_LINES, SAMPLE_CHARACTERS = 200, 200_000
COMMA_NUMBER, POINT_NUMBER = re.compile(r"[+-]?\d+,\d+"), re.compile(r"[+-]?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A separator and a decimal sign, one character each."""

    separator: str
    decimal: str


def guess(lines: Iterable[str], separator: str = "", decimal: str = "") -> Dialect:
    """The way of writing that fits the first lines; what is given is not guessed.

    Raises:
        Problem: What is given is no separator or decimal sign.
    """
    separator = NAMES.get(separator, separator)
    if separator not in ("", *SEPARATORS):
        raise Problem("table_separator", got=separator, known=", ".join(NAMES))
    if decimal not in {"", ".", ","}:
        raise Problem("table_decimal", got=decimal)
    sample = "".join(islice(lines, SAMPLE_LINES))[:SAMPLE_CHARACTERS]
    separator = separator or max(SEPARATORS, key=lambda one: _fit(sample, one))
    return Dialect(separator, decimal or _decimal(sample, separator))


def _records(sample: str, separator: str) -> list[list[str]]:
    """Records of a sample, the last one (it may be cut) left out where there are others."""
    records: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # told with its row when the whole is read
        records.extend(record for record in csv.reader(io.StringIO(sample), delimiter=separator) if record)
    return records[:-1] if len(records) > 2 else records


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How many records have the commonest number of fields, if that is more than one; then that number."""
    counts = Counter(map(len, _records(sample, separator)))
    if not counts:
        return 0.0, 0
    fields, often = counts.most_common(1)[0]
    return (often / counts.total(), fields) if fields > 1 else (0.0, 0)


def _decimal(sample: str, separator: str) -> str:
    if separator == ",":
        fields = [field for record in _records(sample, separator) for field in record]
        quoted = sum(bool(COMMA_NUMBER.fullmatch(field.strip())) for field in fields)
        pointed = sum(bool(POINT_NUMBER.fullmatch(field.strip())) for field in fields)
        return "," if quoted > 2 * pointed and not _grouped(fields) else "."
    fields = [field.strip() for record in _records(sample, separator) for field in record]
    commas = sum(bool(COMMA_NUMBER.fullmatch(field)) for field in fields)
    points = sum(bool(POINT_NUMBER.fullmatch(field)) for field in fields)
    return "," if commas > points else "."


def _grouped(fields: list[str]) -> bool:
    """Whether commas in quoted numbers always stand before three digits: then they part thousands."""
    with_comma = [field.strip() for field in fields if COMMA_NUMBER.fullmatch(field.strip())]
    return all(len(field.partition(",")[2]) == 3 for field in with_comma)
