"""Pictures as text: the cells as they stand, below them one letter a cell for its style, at the end what letters mean.

A style row's last letter goes on to the row's end; `.` is a cell without a style. A wide character fills two cells and
has two letters. So a diff shows a cut word as a cut word, and a colour that has changed as one line of the legend.
"""

from __future__ import annotations

from itertools import chain, count
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from rich.cells import cell_len
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.segment import Segment
    from rich.style import Style

PLAIN = "."
FIRST_BEYOND_ASCII = 0xC0  # a heat map has more colours than there are letters
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")


class TextPictures(SingleFileSnapshotExtension):
    """One text file a snapshot."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


class Album:
    """Pictures that share a file, and so a legend."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._free: Iterator[str] = chain(ascii_letters, digits, map(chr, count(FIRST_BEYOND_ASCII)))
        self._parts: list[str] = []

    def add(self, name: str, rows: Iterable[Iterable[Segment]], *said: str) -> None:
        """A picture under its name; `said` is what belongs to it and is no cell: a title, the words for it."""
        cells, styles = [], []
        for row in rows:
            parts = [part for part in row if not part.control]
            cells.append("".join(part.text for part in parts).rstrip())
            letters = "".join(self._letter(part.style) * cell_len(part.text) for part in parts)
            styles.append(letters.rstrip(letters[-1:]) + letters[-1:])
        styled = [] if set("".join(styles)) <= {PLAIN} else ["-- styles", *styles]
        self._parts.append("\n".join([f"== {name}", *said, *cells, *styled]))

    @property
    def text(self) -> str:
        """All pictures, and the legend."""
        legend = [f"{letter} {style}" for style, letter in self._letters.items()]
        return "\n".join([*self._parts, "== legend", *legend, ""])

    def _letter(self, style: Style | None) -> str:
        told = described(style) if style else ""
        if not told:
            return PLAIN
        if told not in self._letters:
            self._letters[told] = next(self._free)
        return self._letters[told]


def described(style: Style) -> str:
    """What is seen of a style: colours and attributes, no links and no marks of the program's own."""
    colours = [] if style.color is None else [style.color.name]
    colours += [] if style.bgcolor is None else [f"on {style.bgcolor.name}"]
    return " ".join([*colours, *(name for name in ATTRIBUTES if getattr(style, name))])
