"""A flow chart of yes-or-no questions: each place under the one it is reached from, as many levels as have room."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from rich.cells import cell_len

from tui_dl.figures.canvas import BOLD, Canvas, Ink, fitted
from tui_dl.figures.palette import palette

ROWS_A_LEVEL = 3  # what is asked, what is known, the lines to the next level
GAPS = (8, 5, 2)  # between neighbours, the more the better
NAME_LENGTHS = (30, 12, 8, 5)  # of what is asked about, the more the better


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the chart.

    Attributes:
        name: What is asked about, cut short where there is little room; at a leaf the answer.
        test: What is asked of it, never cut; "" at a leaf.
        known: What is known of those who come here.
        colour: Of the answer given here.
        yes: Where those go who say yes; None at a leaf.
        no: Where the others go.
        below: Leaves below, or 1.
        newest: Whether it came last, and is marked.
    """

    name: str
    test: str
    known: str
    colour: str = ""
    yes: Place | None = None
    no: Place | None = None
    below: int = 1
    newest: bool = False

    def label(self, longest: int) -> str:
        """What is asked, its name in at most so many cells."""
        if not self.test:  # an answer stands whole, or is its class's mark
            return self.name if cell_len(self.name) <= longest else self.known.partition(" ")[0]
        return fitted(self.name, min(longest, cell_len(self.name))) + self.test

    def next(self, levels: int) -> tuple[Place, ...]:
        """What is drawn below, with so many levels to go."""
        return (self.yes, self.no) if levels and self.yes is not None and self.no is not None else ()


@dataclass(frozen=True, slots=True)
class Way:
    """How a chart is drawn: so many levels of questions below the root's row, names so long, gaps so wide."""

    levels: int
    longest: int
    gap: int

    @property
    def under(self) -> Way:
        """The same, a level further down."""
        return Way(self.levels - 1, self.longest, self.gap)


def depth(place: Place) -> int:
    """Questions one after the other, at most."""
    return 1 + max(map(depth, place.next(1))) if place.next(1) else 0


def fit(root: Place, width: int, height: int) -> Way:
    """As many levels as there is room for, then as much of the names, then of the gaps."""
    whole = depth(root)
    for levels in range(whole, 0, -1):
        if ROWS_A_LEVEL * levels + 2 + (levels < whole) > height:
            continue
        for longest, gap in product(NAME_LENGTHS, GAPS):
            if _width(root, Way(levels, longest, gap)) <= width:
                return Way(levels, longest, gap)
    return Way(0, NAME_LENGTHS[-1], GAPS[-1])


def _own(place: Place, way: Way) -> int:
    return max(cell_len(_marked(place, way)), cell_len(place.known), cell_len(_more(place, way.levels)))


def _marked(place: Place, way: Way) -> str:
    """Its label, with a star where it came last."""
    return f"★ {place.label(way.longest)}" if place.newest else place.label(way.longest)


def _more(place: Place, levels: int) -> str:
    """What stands below a question whose answers are not drawn."""
    return f"… {place.below}" if place.yes is not None and not levels else ""


def _width(place: Place, way: Way) -> int:
    """Cells that a place needs with all that is drawn below it."""
    below = place.next(way.levels)
    return max(_own(place, way), sum(_width(one, way.under) for one in below) + way.gap * (len(below) - 1))


def draw_chart(canvas: Canvas, root: Place, way: Way, words: tuple[str, str], top: int = 0) -> None:
    """Draw it from row `top`, in the middle; `words` are 'yes' and 'no'."""
    _draw(canvas, root, way, (top, max((canvas.width - _width(root, way)) // 2, 0)), words)


def _draw(canvas: Canvas, place: Place, way: Way, corner: tuple[int, int], words: tuple[str, str]) -> int:
    """Draw a place with what is below it, from a corner; gives the column of its middle."""
    (row, left), below = corner, place.next(way.levels)
    whole, widths = _width(place, way), [_width(one, way.under) for one in below]
    column = left + max(whole - sum(widths) - way.gap * (len(below) - 1), 0) // 2
    middles = []
    for one, width in zip(below, widths, strict=True):
        middles.append(_draw(canvas, one, way.under, (row + ROWS_A_LEVEL, column), words))
        column += width + way.gap
    middle = sum(middles) // 2 if middles else left + whole // 2
    faint = Ink(palette(canvas.look).faint)
    if middles:
        _lines(canvas, row + 2, middles, middle, words)
    elif _more(place, way.levels):
        _centred(canvas, row + 2, middle, _more(place, way.levels), faint, (left, whole))
    ink = BOLD if place.test else Ink(place.colour, bold=True)
    if place.newest:
        ink = Ink(palette(canvas.look).best, bold=True)
    _centred(canvas, row, middle, _marked(place, way), ink, (left, whole))
    _centred(canvas, row + 1, middle, place.known, Ink(place.colour), (left, whole))
    return middle


def _centred(canvas: Canvas, row: int, middle: int, text: str, ink: Ink, room: tuple[int, int]) -> None:
    """Write `text` round a column, but inside its room (first column, cells)."""
    left, whole = room
    start = min(max(middle - cell_len(text) // 2, left), left + max(whole - cell_len(text), 0))
    canvas.put(row, start, text, ink)


def _lines(canvas: Canvas, row: int, ends: list[int], middle: int, words: tuple[str, str]) -> None:
    """From a question to its two answers, said on the lines where there is room for both."""
    first, last = ends
    canvas.put(row, first, "┌" + "─" * (last - first - 1) + "┐", Ink(palette(canvas.look).faint))
    canvas.put(row, middle, "┴", Ink(palette(canvas.look).faint))
    rooms = (middle - first - 1, last - middle - 1)
    if all(cell_len(word) <= room for word, room in zip(words, rooms, strict=True)):
        for word, start, room in zip(words, (first, middle), rooms, strict=True):
            canvas.put(row, start + 1 + (room - cell_len(word)) // 2, word, Ink(palette(canvas.look).faint))
