"""The rows that a model got most wrong: as a list, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.data.distinct import distinct
from tui_dl.figures.canvas import BOLD, PLAIN, Box, Canvas, Ink, fitted
from tui_dl.figures.heatmap import draw_picture
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.views.frame import class_name
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.session.verdicts import Verdicts
    from tui_dl.views.scene import Scene

LEAST_ROWS = 3  # a heading and two mistakes
MOST_BAR, PICTURE_FROM = 24, 50
KEEP = {"row": 3, "is": 9, "said": 8, "given": 7}  # columns of the list: the lowest goes first
FEW = 6  # classes that are all shown


def draw_list(canvas: Canvas, box: Box, verdicts: Verdicts, data: Dataset, scene: Scene) -> None:
    """The worst mistakes: which row, what it is, what was said, which probability the truth was given."""
    language, faint = canvas.look.language, Ink(palette(canvas.look).faint)
    if box.height < LEAST_ROWS or box.width < 1:
        return
    found = verdicts.mistakes
    if not found:
        canvas.put(box.row, box.column, say(language, "figure.no_mistakes"), faint)
        return
    pick = chosen(found, scene.pick)
    first = max(0, min(pick - (box.height - 2) + 1, len(found) - (box.height - 1)))
    shown = found[first : first + box.height - 1]
    names = [class_name(data, label, language) for label in range(len(data.class_names))]
    entries = {
        "row": tuple(str(row + 1) for row in shown),
        "is": tuple(names[verdicts.targets[row]] for row in shown),
        "said": tuple(names[verdicts.said[row]] for row in shown),
        "given": tuple(_given(verdicts, row) for row in shown),
    }
    columns = [
        Column(_heading(key, verdicts, language), told, left=key in {"is", "said"}, keep=KEEP[key])
        for key, told in entries.items()
    ]
    for at, text in enumerate(lines(that_fit(columns, box.width - 2, 2), 2)):
        here = scene.pointing and at == pick - first + 1
        canvas.put(box.row + at, box.column, "▶ " if here else "  ", BOLD)
        canvas.put(box.row + at, box.column + 2, text, faint if at == 0 else BOLD if here else PLAIN)


def _heading(key: str, verdicts: Verdicts, language: str) -> str:
    return say(language, f"figure.mistake_{'far' if key == 'given' and not verdicts.likely else key}")


def chosen(found: list[int], pick: int) -> int:
    """Which of the mistakes is meant."""
    return min(max(pick, 0), len(found) - 1)


def draw_one(canvas: Canvas, verdicts: Verdicts, data: Dataset, pick: int) -> str:
    """One mistake in full: every class's probability, then its picture or its numbers; gives the title."""
    language = canvas.look.language
    at = chosen(verdicts.mistakes, pick)
    row = verdicts.mistakes[at]
    used = _draw_beliefs(canvas, verdicts, data, row)
    below = Box(used + 1, 0, canvas.width, max(canvas.height - used - 1, 0))
    raw = data.validation.raw[row]
    if data.image_shape is not None:
        scale = float(np.abs(data.train.raw).max()) or 1.0
        aside = Box(0, PICTURE_FROM, canvas.width - PICTURE_FROM, canvas.height)
        draw_picture(
            canvas, aside if aside.width > data.image_shape[1] else below, raw.reshape(data.image_shape), scale
        )
    else:
        _draw_numbers(canvas, below, data, raw.tolist())
    fields = {"number": at + 1, "total": len(verdicts.mistakes), "row": row + 1}
    return say(language, "figure.mistake_title", **fields)


def _draw_beliefs(canvas: Canvas, verdicts: Verdicts, data: Dataset, row: int) -> int:
    """A bar a class, the truth and the answer marked; of many classes only the likeliest, and those two."""
    language, hues = canvas.look.language, palette(canvas.look)
    given, true, said = verdicts.probabilities[row], int(verdicts.targets[row]), int(verdicts.said[row])
    order = np.argsort(-given, kind="stable").tolist()
    labels = sorted({true, said, *order[:FEW]} if len(order) > FEW else order)
    names = {label: class_name(data, label, language) for label in labels}
    wide = max(map(cell_len, names.values()))
    marks = {true: say(language, "figure.mistake_is"), said: say(language, "figure.mistake_said")}
    bar = min(MOST_BAR, max(canvas.width - wide - 9 - max(map(cell_len, marks.values())), 0))
    for at, label in enumerate(labels):
        column = canvas.put(at, 0, f"{fitted(names[label], wide)} ", BOLD if label in marks else PLAIN)
        if verdicts.likely:
            full = round(float(given[label]) * bar)
            column = canvas.put(at, column, "▰" * full, Ink(hues.train if label == true else hues.wrong))
            column = canvas.put(at, column, "▱" * (bar - full), Ink(hues.faint))
        canvas.put(at, column + 1, f"{_number(verdicts, float(given[label]))} {marks.get(label, '')}")
    return len(labels)


def _draw_numbers(canvas: Canvas, box: Box, data: Dataset, raw: list[float]) -> None:
    """The row's numbers, each beside the mean of its class among the training rows."""
    language = canvas.look.language
    columns = [
        Column("", data.feature_names, left=True, keep=9),
        Column(say(language, "figure.mistake_this"), tuple(f"{value:.3g}" for value in raw), keep=8),
    ]
    if len(data.class_names) <= FEW:
        for label in distinct(data.train.targets).tolist():
            means = data.train.raw[data.train.targets == label].mean(axis=0).tolist()
            heading = say(language, "figure.mean_of", name=class_name(data, label, language))
            columns.append(Column(heading, tuple(f"{value:.3g}" for value in means), keep=7 - label))
    for at, text in enumerate(lines(that_fit(columns, box.width, 2), 2)[: box.height]):
        canvas.put(box.row + at, box.column, text, PLAIN if at else Ink(palette(canvas.look).faint))


def _given(verdicts: Verdicts, row: int) -> str:
    return _number(verdicts, float(verdicts.given[row]))


def _number(verdicts: Verdicts, value: float) -> str:
    """A probability, or a distance with its sign."""
    return numbers.score(value) if verdicts.likely else f"{value:+.3g}"


def one_twin(verdicts: Verdicts, data: Dataset, pick: int, model: str, language: str) -> str:
    """One mistake in words; `model` is who made it, "" for the network."""
    at = chosen(verdicts.mistakes, pick)
    row = verdicts.mistakes[at]
    fields = {"number": at + 1, "row": row + 1, "given": _given(verdicts, row)}
    true, said = (class_name(data, int(of[row]), language) for of in (verdicts.targets, verdicts.said))
    key = "mistake_twin" if not model else "mistake_twin_of" if verdicts.likely else "mistake_twin_far"
    return say(language, f"figure.{key}", true=true, said=said, model=model, **fields)
