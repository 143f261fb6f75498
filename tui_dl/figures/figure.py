"""A figure: rows of styled cells with a title, and its content in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.segment import Segment


def harmless(text: str) -> str:
    """`text` without what a terminal does not just show: control characters, marks of direction, line breaks."""
    return (
        text if text.isprintable() else "".join(char if char.isprintable() else " " * char.isspace() for char in text)
    )


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

    Whatever names the data brings along, title and twin have nothing in them that would command a terminal; the
    canvas sees to the rows.
    """

    title: str
    rows: tuple[tuple[Segment, ...], ...]
    twin: str

    def __post_init__(self) -> None:
        """Leave out what is not just shown."""
        for name in ("title", "twin"):
            object.__setattr__(self, name, harmless(getattr(self, name)))

    def plain(self) -> str:
        """The rows without style, trailing blanks removed."""
        return "\n".join("".join(part.text for part in row).rstrip() for row in self.rows)
