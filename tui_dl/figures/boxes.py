"""Boxes with a title in their frame, and arrows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas, Ink, fitted
from tui_dl.figures.palette import palette

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw_box(canvas: Canvas, box: Box, title: str, lines: Sequence[str], colour: str = "") -> None:
    """A frame round `lines`, cut to what is inside; the title stands in its upper edge."""
    frame, inner = Ink(colour or palette(canvas.look).faint), box.width - 2
    head = f"┌ {title} " if cell_len(title) + 2 <= inner else f"┌{fitted(title, inner).rstrip()}"
    canvas.put(box.row, box.column, f"{head}{'─' * (box.width - cell_len(head) - 1)}┐", frame)
    for row in range(1, box.height - 1):
        text = lines[row - 1] if row <= len(lines) else ""
        canvas.put(box.row + row, box.column, "│", frame)
        canvas.put(box.row + row, box.column + 1, fitted(text, inner), Ink(bold=row == 1))
        canvas.put(box.row + row, box.column + box.width - 1, "│", frame)
    canvas.put(box.row + box.height - 1, box.column, f"└{'─' * inner}┘", frame)


def arrow(canvas: Canvas, row: int, column: int, length: int, *, left: bool = False) -> None:
    """A level arrow over `length` cells."""
    line = "─" * (length - 1)
    canvas.put(row, column, f"◀{line}" if left else f"{line}▶", Ink(palette(canvas.look).best))


def pillar(canvas: Canvas, row: int, column: int, *, up: bool = False) -> None:
    """An upright arrow, one row high."""
    canvas.put(row, column, "▲" if up else "▼", Ink(palette(canvas.look).best))
