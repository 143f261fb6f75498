"""Where the units of a drawn network stand: columns, how large a unit is, and the room for lines between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui_dl.figures.canvas import Box
from tui_dl.figures.heatmap import NUMBER_CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_dl.engine.network import Network
    from tui_dl.figures.canvas import Canvas
    from tui_dl.figures.figure import Look
    from tui_dl.session.places import Place

ASPECT = 2  # a cell is about twice as high as it is wide
TALLEST, LOWEST = 7, 2  # rows of a unit's map
LEAST_LINES, LEAST_BESIDE_MAPS = 6, 9  # cells between two columns
LINES_A_ROW = 1.5  # between two columns: more are narrow, and without colour left out
MOST_A_ROW = 3.0  # in colour
SPREAD_FROM = 1.5  # rows a unit: with fewer, gaps of a row here and there would look like groups
FLAT = 2  # layers of a network without a hidden one, inputs and outputs counted
STEEPEST = 3  # rows of lines a cell across, at most, beside maps and numbers: steeper, they run together
MARK = 1  # cells left of a unit, for its bias


class Column(NamedTuple):
    """One column of units.

    Attributes:
        left: The first column of cells of its units.
        tops: The first row of each unit's share of the rows.
        tall: Rows of that share: a unit's own, or one for each number that leads to it.
    """

    left: int
    tops: tuple[int, ...]
    tall: int

    def middle(self, unit: int) -> float:
        """Rows from the top of the canvas to a unit's middle; units are counted from 0."""
        return self.tops[unit] + self.tall / 2


class Plan(NamedTuple):
    """Where everything stands.

    Attributes:
        tall: Rows of a unit: 1 for a circle, more for a map.
        numbers: Whether the weights are written at the ends of their lines.
        columns: Inputs first; where they are too many, their column has no units.
        gaps: Where the lines are, left to right; where inputs are too many, first where their weights are as cells.
    """

    tall: int
    numbers: bool
    columns: tuple[Column, ...]
    gaps: tuple[Box, ...]

    @property
    def cells(self) -> bool:
        """Whether the first layer's weights are cells."""
        return not self.columns[0].tops

    @property
    def crowded(self) -> bool:
        """Whether there are so many lines that wide ones would hide the others."""
        return self.lines > LINES_A_ROW * self.gaps[-1].height

    @property
    def lines(self) -> int:
        """How many there are at most between two columns."""
        return max(len(one.tops) * len(other.tops) for one, other in pairwise(self.columns))

    def most(self, look: Look) -> int:
        """How many of them are drawn, the largest: more would hide each other."""
        return int((MOST_A_ROW if look.colour else LINES_A_ROW) * self.gaps[-1].height)

    @property
    def wide(self) -> int:
        """Cells across a unit."""
        return wide_of(self.tall)

    def unit(self, column: int, unit: int) -> Box:
        """Where a unit is, counted from 0."""
        place = self.columns[column]
        return Box(place.tops[unit] + (place.tall - self.tall) // 2, place.left, self.wide, self.tall)


class Graph(NamedTuple):
    """A network on its sheet.

    Attributes:
        canvas: The sheet.
        network: What is drawn.
        plan: Where.
        cursor: What the cursor stands on, if any.
    """

    canvas: Canvas
    network: Network
    plan: Plan
    cursor: Place | None


def wide_of(tall: int) -> int:
    """Cells across a unit so many rows high."""
    return 1 if tall == 1 else ASPECT * tall


def planned(sizes: Sequence[int], rows: Box, margins: tuple[int, int], *, maps: bool) -> Plan | None:
    """The plan that shows most; None where not every unit has a row of its own, or lines have no room.

    Args:
        sizes: Units of each layer, inputs first.
        rows: What of the canvas may be used.
        margins: Cells for names, left and right.
        maps: Whether units can be drawn as maps.
    """
    beside = sum(
        NUMBER_CELL * (inputs + 1) + LEAST_LINES for inputs in sizes[:-1]
    )  # cells of one unit's numbers a layer
    for numbers, tall, space in _ways(maps=maps, few=beside <= rows.width):
        talls = [max(tall, inputs + 1 if numbers else 1) for inputs in (0, *sizes[:-1])]
        marks = MARK + (NUMBER_CELL if numbers else 0)
        left = rows.width - sum(margins) - len(sizes) * wide_of(tall) - (len(sizes) - 1) * marks
        between = left // (len(sizes) - 1)
        high = max(count * (one + space) - space for count, one in zip(sizes, talls, strict=True))
        least = LEAST_LINES if tall == 1 else LEAST_BESIDE_MAPS
        least = max(least, rows.height // STEEPEST) if numbers or tall > 1 else least
        if high > rows.height or between < least:
            continue
        stride = wide_of(tall) + between + marks
        columns = tuple(
            Column(margins[0] + number * stride, _tops(count, one, space, rows), one)
            for number, (count, one) in enumerate(zip(sizes, talls, strict=True))
        )
        gaps = (Box(rows.row, column.left + wide_of(tall), between, rows.height) for column in columns[:-1])
        return Plan(tall, numbers, columns, tuple(gaps))
    return None


def planned_beside_cells(sizes: Sequence[int], rows: Box, right: int) -> Plan | None:
    """The plan for more inputs than rows: the first layer's weights as cells, a row a unit, and lines from there on.

    `right`: cells for the outputs' names. None where there is no layer beyond the first, or no room for it.
    """
    wide = (sizes[0] + 1) * (2 if 4 * (sizes[0] + 1) <= rows.width else 1)
    wide = min(wide, rows.width // 2)
    rest = planned(sizes[1:], rows, (wide + MARK, right), maps=False) if len(sizes) > FLAT else None
    if rest is None:
        return None
    top = rows.row + (rows.height - sizes[1]) // 2
    first = rest.columns[0]._replace(tops=tuple(range(top, top + sizes[1])), tall=1)
    gaps = (Box(top, 0, wide, sizes[1]), *rest.gaps)
    return rest._replace(columns=(Column(0, (), 0), first, *rest.columns[1:]), gaps=gaps)


def _ways(*, maps: bool, few: bool) -> Iterator[tuple[bool, int, int]]:
    """(with numbers, rows of a unit, rows between two), the best first: a `few` numbers say more than maps."""
    talls = range(TALLEST, LOWEST - 1, -1) if maps else ()
    yield from ((True, tall, 1) for tall in talls)
    numbers_alone = ((True, 1, 1), (True, 1, 0))
    maps_alone = tuple((False, tall, 1) for tall in talls)
    yield from (*numbers_alone, *maps_alone) if few else (*maps_alone, *numbers_alone)
    yield from ((False, 1, 1), (False, 1, 0))


def _tops(count: int, tall: int, space: int, rows: Box) -> tuple[int, ...]:
    """Spread over all rows, each in the middle of its share."""
    share = (rows.height + space) / count
    share = tall + space if share < SPREAD_FROM else share
    first = rows.row + (rows.height + space - share * count) / 2
    return tuple(int(first + unit * share + (share - space - tall) / 2) for unit in range(count))
