"""Where a terminal knows ASCII alone, whatever is drawn is spelled in it: Textual's own bars, edges and dots, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import App
from textual.filter import LineFilter

from tui_dl.figures.canvas import TO_ASCII, to_ascii

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color

EDGES = dict(zip("╭╮╰╯▁▂▃▄▅▆▇▔▏▎▍▋▊▉▕▐", "++++_      -||||||||", strict=True))  # of bars that end within a cell, too
SIGNS = str.maketrans({**TO_ASCII, **EDGES})


class Spelled(App[None]):
    """An app that may have to do with ASCII and the letters of its languages."""

    ascii_only = False

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the last: what is none of ASCII's signs becomes the nearest of them."""
        return [*super().get_line_filters(), *([SPELLING] if self.ascii_only else [])]


class Spelling(LineFilter):
    """Letters of any script stay; they are as wide as they were."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  Textual's signature
        """The same cells, spelled."""
        return [
            one if one.text.isascii() else Segment(to_ascii(one.text.translate(SIGNS)), one.style, one.control)
            for one in segments
        ]


SPELLING = Spelling()
