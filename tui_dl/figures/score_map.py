"""Scores over two settings as a field of shaded cells, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

SHADES, ASCII_SHADES = "░▒▓█", ".:*#"
GAP = 2


def shade_of(value: float, low: float, high: float, *, ascii_only: bool) -> str:
    """The character of a value between the lowest and the highest: the darker the higher."""
    shades = ASCII_SHADES if ascii_only else SHADES
    share = (value - low) / (high - low) if high > low else 1.0
    return shades[min(int(share * len(shades)), len(shades) - 1)]


def score_map(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    written: Sequence[Sequence[str]],
    *,
    ascii_only: bool,
) -> list[str]:
    """Lines: the columns' headings, then a row each; None where nothing is known (yet)."""
    known = [value for line in values for value in line if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    cells = [
        [
            "-" if value is None else f"{shade_of(value, low, high, ascii_only=ascii_only) * 2} {text}"
            for value, text in zip(numbers, texts, strict=True)
        ]
        for numbers, texts in zip(values, written, strict=True)
    ]
    head = max(map(cell_len, rows), default=0)
    widths = [max(cell_len(name), *(cell_len(line[place]) for line in cells)) for place, name in enumerate(columns)]
    made = []
    for name, line in zip(["", *rows], [list(columns), *cells], strict=True):
        parts = [" " * (width - cell_len(text)) + text for text, width in zip(line, widths, strict=True)]
        made.append((" " * GAP).join([name + " " * (head - cell_len(name)), *parts]).rstrip())
    return made
