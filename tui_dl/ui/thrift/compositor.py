"""Textual's compositor, made to write changed cells alone: its own begins each row of a change at the widget's edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor

if TYPE_CHECKING:
    from rich.console import Console


class LeanCompositor(Compositor):
    """Updates of a part are cut on both sides."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last update, if anything."""
        update = super().render_partial_update()
        return update and LeanUpdate(update.chops, update.spans, update.chop_ends)


class LeanUpdate(ChopsUpdate):
    """Stretches of rows: from their first cell to their last."""

    def render_segments(self, console: Console) -> str:
        """All of it as a terminal is told it."""
        said = []
        for y, first, after in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and x < after and end > first:
                    start = max(x, first)
                    said.append(Control.move_to(start, y).segment.text)
                    said.append(strip.crop(start - x, min(end, after) - x).render(console))
        return "".join(said)
