"""Keys of a figure: what each mark, colour and shade stands for, and from where to where a plane is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import PLAIN, Box, Canvas, Ink
from tui_dl.figures.field import WRONG, class_colour, class_glyph
from tui_dl.figures.palette import palette
from tui_dl.views.frame import class_name
from tui_dl.words import numbers, say
from tui_dl.words.columns import column_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look

Item = tuple[str, str]  # text of a legend and its colour
GOAL = "│"
KEY_GAP = 2  # cells between two keys
WIDE_FROM = 64  # cells, that hold keys of two curves with their numbers and one more
KEYS_FROM = (4, 12)  # rows of a canvas, for one row of keys, and for a second


def legend(canvas: Canvas, row: int, items: Sequence[Item], column: int = 0, width: int | None = None) -> int:
    """One line of keys, those that fit, from `column` on; gives the column after the last."""
    end, gap = canvas.width if width is None else column + width, 0
    for text, colour in items:
        if column + gap + cell_len(text) > end:
            break
        column = canvas.put(row, column + gap, text, Ink(colour) if colour else PLAIN)
        gap = KEY_GAP
    return column


def key_rows(height: int) -> int:
    """Rows that `keys_below` takes at most in a canvas so high."""
    return sum(height >= least for least in KEYS_FROM)


def keys_below(canvas: Canvas, first: Sequence[Item], second: Sequence[Item] = ()) -> int:
    """Keys in the last row; in a high canvas what has no room there, and what is `second`, in a row of its own.

    How many rows it took is returned. With a `second` that is `key_rows`: what is above does not move when a number
    in a key gets longer.
    """
    most = key_rows(canvas.height)
    fit = len(first)
    while most > 1 and fit > 1 and wide(first[:fit]) > canvas.width:
        fit -= 1
    lines = [first[:fit], [*first[fit:], *second]] if most > 1 else [[*first, *second]]
    lines = [line for line in lines if line][:most]
    for row, line in enumerate(lines, start=canvas.height - len(lines)):
        legend(canvas, row, line)
    return len(lines)


def keys_above(canvas: Canvas, box: Box, first: Sequence[Item], second: Sequence[Item] = ()) -> Box:
    """Keys on top of `box`, in a narrow and high one with a row for those that come `second`; gives the room left."""
    lines = [first, second] if second and box.width < WIDE_FROM and key_rows(box.height) > 1 else [[*first, *second]]
    lines = lines[: key_rows(box.height)]
    for row, line in enumerate(lines):
        legend(canvas, box.row + row, line, box.column, box.width)
    return Box(box.row + len(lines), box.column, box.width, box.height - len(lines))


def wide(items: Sequence[Item]) -> int:
    """Cells of one line of them."""
    return sum(cell_len(text) + KEY_GAP for text, _ in items) - KEY_GAP


def class_items(dataset: Dataset, look: Look, *, other: bool = False, short: bool = False) -> list[Item]:
    """Keys of the classes' marks; `other`: of the validation part; `short`: a class that is a number is no more."""
    classes = len(dataset.class_names)
    names = [class_name(dataset, label, look.language) for label in range(classes)]
    if short:
        names = [bare if bare.isdigit() else name for bare, name in zip(dataset.class_names, names, strict=True)]
    return [
        (f"{class_glyph(label, classes, other=other)} {name}", class_colour(label, look))
        for label, name in enumerate(names)
        if class_glyph(label, classes) != dataset.class_names[label]  # a digit stands for itself
    ]


def wrong_item(look: Look, *wrong: int) -> Item:
    """The key of misclassified points, with their number, or with one for each of the panels from the left."""
    return f"{WRONG} {say(look.language, 'figure.wrong', count=' │ '.join(map(str, wrong)))}", palette(look).wrong


def goal_item(goal: float, look: Look) -> Item:
    """The key of the mark on a score's bar."""
    return f"{GOAL} {say(look.language, 'figure.goal', score=numbers.score(goal))}", palette(look).wrong


def shade_item(low: float, high: float, look: Look) -> Item:
    """The key of a field's shades: what the faintest stands for, and the strongest."""
    return say(look.language, "figure.shades", low=f"{low:.3g}", high=f"{high:.3g}"), palette(look).faint


def plane_items(dataset: Dataset, look: Look, bounds: Sequence[tuple[float, float]] | None = None) -> list[Item]:
    """From where to where a plane is drawn, across and up; its own bounds unless others are given."""
    return [(_spans(dataset, look.language, bounds), palette(look).faint)]


def plane_twin(dataset: Dataset, language: str, bounds: Sequence[tuple[float, float]] | None = None) -> str:
    """The same as a sentence."""
    return say(language, "figure.plane_twin", spans=_spans(dataset, language, bounds))


def _spans(dataset: Dataset, language: str, bounds: Sequence[tuple[float, float]] | None) -> str:
    named = zip(dataset.feature_names, (bounds or dataset.bounds)[:2], strict=False)
    return ", ".join(f"{column_name(name, language)} {low:.2g}..{high:.2g}" for name, (low, high) in named)
