"""Which figures are in sight, and where: by tab, by size, and by what the step's words leave free."""

from __future__ import annotations

from dataclasses import dataclass

from tui_dl.ui.sizes import MIDDLE_COLUMNS, MIDDLE_ROWS, WIDE_COLUMNS

NARROW, WIDE = 2, 4  # figures at once
LEAST_ROWS = 10  # a figure below the words needs so many, its frame and a sentence that is said included


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is in sight.

    Attributes:
        figures: Their names.
        tabs: How many there are: read, watch, and more where there are more figures.
        beside: A figure stands beside the words.
        below: Figures stand below the words.
    """

    figures: tuple[str, ...]
    tabs: int
    beside: bool = False
    below: bool = False


def room_beside(columns: int, rows: int) -> int:
    """How many figures have room beside the words, in a terminal of this size; 0: they take turns with them."""
    if columns >= WIDE_COLUMNS:
        return WIDE
    return NARROW if columns >= MIDDLE_COLUMNS and rows >= MIDDLE_ROWS else 0


def arrange(names: tuple[str, ...], tab: int, *, beside: int, reading: bool, free_rows: int) -> Arrangement:
    """Where the step's figures go.

    Args:
        names: The step's figures, the most important first.
        tab: Which tab is asked for.
        beside: How many figures stand beside the words all the time; 0: they take turns.
        reading: Whether the step has nothing to do but to read and to answer.
        free_rows: What the words leave free.
    """
    tabs = 1 + -(-len(names) // NARROW)
    tab %= tabs
    first = max(0, tab - 1) * NARROW
    if beside:
        return Arrangement((names * 2)[first : first + min(beside, len(names))], tabs)
    if tab:
        return Arrangement(names[first : first + NARROW], tabs)
    if reading:
        return Arrangement(names[:1], tabs, beside=bool(names))
    if names and free_rows >= LEAST_ROWS:
        return Arrangement(names[:NARROW], tabs, below=True)
    return Arrangement((), tabs)
