"""Which figures are in sight, and where: by tab, by size, and by what the step's words leave free."""

from __future__ import annotations

from dataclasses import dataclass

from tui_dl.ui.sizes import MIDDLE_COLUMNS, MIDDLE_ROWS, WIDE_COLUMNS

NARROW, WIDE = 2, 4  # figures at once
COUNTED = ("-one", "-pair", "-three", "-four")  # how many figures are in sight, for the layout
DRESSED = ("#body", "#left", "#prose", "#panel", "#figures", "#knobs", "#tabs")  # what the layout's classes change
LEAST_ROWS = 10  # a figure below the words needs so many, its frame and a sentence that is said included
FEW_ROWS = 4  # so much of a text with a figure beside it may have to be scrolled to; more, and the words stand alone
SHARE_BESIDE = 0.44  # of the columns, for a figure beside the words of a narrow screen; the style sheet says so, too


@dataclass(frozen=True, slots=True)
class Room:
    """What a screen of its size has room for.

    Attributes:
        beside: How many figures stand beside the words all the time; 0: they take turns.
        rows: What is left to words and figures where they take turns.
        words: Rows that words and question take of them, alone in their row.
        narrow_words: And with a figure beside them.
    """

    beside: int
    rows: int = 0
    words: int = 0
    narrow_words: int = 0


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

    def classes(self, tab: int, figures: int) -> dict[str, bool]:
        """What the layout goes by, with so many figures in sight in a tab."""
        worn = {"-beside": self.beside, "-below": self.below}
        worn |= {f"tab-{number}": min(tab, 1) == number for number in range(2)}
        return worn | {name: figures == count for count, name in enumerate(COUNTED, start=1)}


def room_beside(columns: int, rows: int) -> int:
    """How many figures have room beside the words, in a terminal of this size; 0: they take turns with them."""
    if columns >= WIDE_COLUMNS:
        return WIDE
    return NARROW if columns >= MIDDLE_COLUMNS and rows >= MIDDLE_ROWS else 0


def arrange(names: tuple[str, ...], tab: int, room: Room, *, reading: bool) -> Arrangement:
    """Where the step's figures go.

    Args:
        names: The step's figures, the most important first.
        tab: Which tab is asked for.
        room: What there is room for.
        reading: Whether the step has nothing to do but to read and to answer.
    """
    tabs = 1 + -(-len(names) // NARROW)
    tab %= tabs
    first = max(0, tab - 1) * NARROW
    if room.beside:
        return Arrangement((names * 2)[first : first + min(room.beside, len(names))], tabs)
    if tab:
        return Arrangement(names[first : first + NARROW], tabs)
    if reading:
        alone = room.narrow_words > room.rows + FEW_ROWS >= room.words
        return Arrangement(() if alone else names[:1], tabs, beside=bool(names) and not alone)
    if names and room.rows - room.words >= LEAST_ROWS:
        return Arrangement(names[:NARROW], tabs, below=True)
    if names and room.rows >= max(room.narrow_words, LEAST_ROWS):
        return Arrangement(names[:1], tabs, beside=True)
    return Arrangement((), tabs)
