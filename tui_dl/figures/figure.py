"""A figure: rows of styled cells with a title, and its content in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.segment import Segment


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure may be drawn.

    Attributes:
        language: `en` or `ko`.
        ascii: Only the 95 printable ASCII characters (words excepted).
        colour: False where colour must carry nothing: glyphs and shading tell all alone.
        dark: Whether the background is dark.
    """

    language: str = "en"
    ascii: bool = False
    colour: bool = True
    dark: bool = True


@dataclass(frozen=True, slots=True)
class Size:
    """Cells available for the rows of a figure (title and frame are the widget's)."""

    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """What a view returns.

    Attributes:
        title: What is shown and from which part of the data.
        rows: Exactly `height` rows, each exactly `width` cells wide, legend included.
        twin: The same content in two or three sentences with the numbers.
    """

    title: str
    rows: tuple[tuple[Segment, ...], ...]
    twin: str

    def plain(self) -> str:
        """The rows without style, trailing blanks removed."""
        return "\n".join("".join(part.text for part in row).rstrip() for row in self.rows)
