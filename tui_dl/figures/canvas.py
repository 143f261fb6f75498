"""A sheet of cells to draw on: whatever is put there, its rows come out exactly as wide as asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.figures.figure import Figure, Look, Size


class Ink(NamedTuple):
    """How a cell is coloured; an empty colour is the terminal's own."""

    fg: str = ""
    bg: str = ""
    bold: bool = False


class Box(NamedTuple):
    """A part of a canvas."""

    row: int
    column: int
    width: int
    height: int


PLAIN, BOLD = Ink(), Ink(bold=True)
WIDE = 2  # cells of a Hangul syllable
TO_ASCII = {
    **dict(zip("─│┌┐└┘├┤┬┴┼┆╌┊", "-|+++++++++:-:", strict=True)),
    **dict(zip("░▒▓█▀▄▌", ".:+###|", strict=True)),
    **dict(zip("○●△□×·•▲★▶◇◆…→−±⋮✓", "o@^Hx.*^*>O%~>-~:v", strict=True)),
    **dict(zip("▽▼", "vV", strict=True)),
    **dict(zip("▰▱―—²Σ′ᵀ◀", "=---2S'T<", strict=True)),
}


class Canvas:
    """A sheet of cells.

    Attributes:
        width: Cells across.
        height: Rows.
        look: How it may be drawn; colours and other glyphs are left away here, in one place.
    """

    def __init__(self, size: Size, look: Look) -> None:
        self.width, self.height, self.look = max(size.width, 0), max(size.height, 0), look
        self._cells = [[" "] * self.width for _ in range(self.height)]
        self._inks = [[PLAIN] * self.width for _ in range(self.height)]

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0, 0, self.width, self.height)

    def put(self, row: int, column: int, text: str, ink: Ink = PLAIN) -> int:
        """Write `text`, cut off at the right edge; gives the column after it."""
        for char in text:
            wide = cell_len(char)
            if wide == 0 or not char.isprintable():
                continue
            if column + wide > self.width:
                return self.width
            if column >= 0 and 0 <= row < self.height:
                self._place(row, column, char, wide)
                self._inks[row][column : column + wide] = [ink] * wide
            column += wide
        return column

    def cell(self, row: int, column: int, char: str, ink: Ink) -> None:
        """One narrow character with its ground, where nothing wide stands: what fields are made of."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._place(row, column, char, 1)
            self._inks[row][column] = ink

    def dot(self, row: int, column: int, char: str, fg: str = "", *, bold: bool = False) -> None:
        """One narrow character over what is there, on the ground that is there."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._place(row, column, char, 1)
            self._inks[row][column] = Ink(fg, self._inks[row][column].bg, bold)

    def _place(self, row: int, column: int, char: str, wide: int) -> None:
        cells, end = self._cells[row], column + wide
        if cells[column] == "":  # the right half of a wide character
            cells[column - 1] = " "
        if end < self.width and cells[end] == "":
            cells[end] = " "
        cells[column] = char
        if wide == WIDE:
            cells[column + 1] = ""

    def rows(self) -> tuple[tuple[Segment, ...], ...]:
        """What was drawn, one segment a stretch of the same ink."""
        return tuple(self._row(cells, inks) for cells, inks in zip(self._cells, self._inks, strict=True))

    def plain(self) -> str:
        """What was drawn, without style and trailing blanks."""
        return "\n".join("".join(part.text for part in row).rstrip() for row in self.rows())

    def _row(self, cells: list[str], inks: list[Ink]) -> tuple[Segment, ...]:
        if not self.look.colour:
            inks = [BOLD if ink.bold else PLAIN for ink in inks]
        segments, start = [], 0
        for ink, stretch in groupby(inks):
            end = start + len(list(stretch))
            text, start = "".join(cells[start:end]), end
            segments.append(Segment(to_ascii(text) if self.look.ascii else text, _style(ink)))
        return tuple(segments)


def to_ascii(text: str) -> str:
    """Every narrow character that is not ASCII in its nearest likeness."""
    return "".join(char if char.isascii() or cell_len(char) == WIDE else TO_ASCII.get(char, "?") for char in text)


def said_in_ascii(figure: Figure) -> Figure:
    """The figure with our own signs in its title and words as ASCII, too; letters of any script stay."""
    table = str.maketrans(TO_ASCII)
    return replace(figure, title=figure.title.translate(table), twin=figure.twin.translate(table))


@lru_cache(maxsize=8192)
def _style(ink: Ink) -> Style:
    return Style(color=ink.fg or None, bgcolor=ink.bg or None, bold=ink.bold or None)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at blanks, and inside words that are wider."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = _chopped(word, width)
        lines += whole
    return [*lines, line]


def flowed(parts: Sequence[str], width: int, gap: int = 2) -> list[str]:
    """`parts` in lines of at most `width` cells, `gap` blanks between two; a part is broken only where it is wider."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + gap + cell_len(part) <= width:
            lines[-1] += " " * gap + part
        else:
            lines += [part] if cell_len(part) <= width else wrap(part, width)
    return lines


def _chopped(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for char in word:
        if piece and cell_len(piece + char) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells: cut off with an ellipsis, or filled up with blanks."""
    if cell_len(text) > width:
        while text and cell_len(text) > width - 1:
            text = text[:-1]
        text = f"{text}…" if width > 0 else ""
    return text + " " * (width - cell_len(text))
