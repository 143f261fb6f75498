"""Which classes a model takes for which: counts, the threshold among its probabilities, and the worst mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.engine.metrics import precision_recall_f1
from tui_dl.figures.canvas import Box, Canvas, Ink, flowed
from tui_dl.figures.matrix import Names, draw_matrix
from tui_dl.figures.palette import palette
from tui_dl.views.frame import class_name, figure, sentence
from tui_dl.views.judged import no_verdicts, verdicts_in, who
from tui_dl.views.mistakes import draw_list, draw_one, one_twin
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.verdicts import Verdicts
    from tui_dl.views.scene import Scene

SHADES = " ░▒▓█"
STRIPS = 4  # rows: one a class, the axis, the threshold's mark
BESIDE_FROM = 72  # columns from which the mistakes stand beside the matrix
MOST_CONFUSED = 5
MOST_TALL, BELOW = 3, 9  # rows of a count; rows for headings, scores and strips


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Matrix, scores and threshold; below or beside them the mistakes; or, with `opened`, one mistake in full."""
    data, verdicts, model = scene.state.dataset, verdicts_in(scene), who(scene, look.language)
    key = "confusion_title_of" if model else "confusion_title"
    title = say(look.language, f"figure.{key}", rows=len(data.validation), model=model)
    if not data.class_names:
        return sentence(title, say(look.language, "figure.confusion_values"), size, look)
    if verdicts is None:
        return no_verdicts(scene, title, size, look)
    canvas = Canvas(size, look)
    twin = _twin(verdicts, data, look.language)
    worst = verdicts.mistakes
    if worst and not scene.opened:
        twin += f" {one_twin(verdicts, data, scene.pick, model, look.language)}"
    if scene.opened and worst:
        title = draw_one(canvas, verdicts, data, scene.pick)
        return figure(title, canvas, f"{one_twin(verdicts, data, scene.pick, model, look.language)} {twin}")
    _draw_all(canvas, verdicts, data, scene)
    return figure(title, canvas, twin)


def _draw_all(canvas: Canvas, verdicts: Verdicts, data: Dataset, scene: Scene) -> None:
    language, beside = canvas.look.language, canvas.width >= BESIDE_FROM
    left = Box(0, 0, canvas.width // 2 - 1 if beside else canvas.width, canvas.height)
    names = _names(data, left.width, language)
    named = names or Names(list(data.class_names), list(data.class_names))
    row = draw_matrix(canvas, left, verdicts.matrix, named, _tall(left.height, len(verdicts.matrix)) if beside else 1)
    if names is None:
        row = _write(canvas, row, left.width, say(language, "figure.confusion_axes"), Ink(palette(canvas.look).faint))
    row = _write(canvas, row, left.width, _scores(verdicts, language), Ink(bold=True))
    if verdicts.threshold is not None and canvas.height - row >= STRIPS:
        _draw_strips(canvas, Box(row, 0, left.width, STRIPS), verdicts, data)
        row += STRIPS
    if beside:
        draw_list(canvas, Box(0, left.width + 2, canvas.width - left.width - 2, canvas.height), verdicts, data, scene)
    else:
        draw_list(canvas, Box(row, 0, canvas.width, canvas.height - row), verdicts, data, scene)


def _tall(height: int, classes: int) -> int:
    """How many rows a count may have, so that there is room below for what the matrix comes to."""
    return max(1, min(MOST_TALL, (height - BELOW) // classes))


def _write(canvas: Canvas, row: int, width: int, text: str, ink: Ink) -> int:
    """Words whose parts two blanks keep apart, in as many rows as they need; gives the row below."""
    for line in flowed(text.split("  "), max(width, 1)):
        canvas.put(row, 0, line, ink)
        row += 1
    return row


def _names(data: Dataset, width: int, language: str) -> Names | None:
    """Few classes by name, with what they are, where there is room for it; else None."""
    names = [class_name(data, label, language) for label in range(len(data.class_names))]
    said, true = ([say(language, f"figure.{key}", name=name) for name in names] for key in ("says", "is"))
    room = (width - max(map(cell_len, true))) // len(names)
    return Names(said, true) if max(map(cell_len, said)) < room else None


def _scores(verdicts: Verdicts, language: str) -> str:
    precision, recall, f1 = precision_recall_f1(verdicts.said, verdicts.targets, verdicts.probabilities.shape[1])
    score = float((verdicts.said == verdicts.targets).mean())
    fields = {"accuracy": score, "precision": precision, "recall": recall, "f1": f1}
    key = "confusion_scores" if verdicts.threshold is not None else "confusion_means"
    return say(language, f"figure.{key}", **{name: numbers.score(value) for name, value in fields.items()})


def _draw_strips(canvas: Canvas, box: Box, verdicts: Verdicts, data: Dataset) -> None:
    """For each class how its rows lie from probability 0 to 1 of class 1, or by distance; where the threshold cuts."""
    hues, language = palette(canvas.look), canvas.look.language
    labels = [say(language, "figure.is", name=class_name(data, label, language)) for label in range(2)]
    from_column = max(map(cell_len, labels)) + 1
    width = box.width - from_column
    if width < len(SHADES):
        return
    low, high = verdicts.ends
    for label, colour in enumerate((hues.points[0], hues.points[1])):
        ones = verdicts.probabilities[verdicts.targets == label, 1]
        counts = np.histogram(ones[np.isfinite(ones)], width, (low, high))[0]
        steps = np.ceil(np.sqrt(counts / max(int(counts.max()), 1)) * (len(SHADES) - 1)).astype(int)
        canvas.put(box.row + label, box.column, labels[label], Ink(colour))
        for column, step in enumerate(steps.tolist()):
            canvas.put(box.row + label, box.column + from_column + column, SHADES[step], Ink(colour))
    share = min(max(((verdicts.threshold or 0.0) - low) / ((high - low) or 1.0), 0.0), 1.0)  # infinite in a tiny range
    cut = box.column + from_column + min(int(share * width), width - 1)
    canvas.put(box.row + 2, box.column + from_column, "─" * width, Ink(hues.faint))
    for row in range(3):
        canvas.put(box.row + row, cut, "│", Ink(hues.best, "", bold=True))
    text = say(language, "figure.threshold", value=f"{verdicts.threshold:.3g}")
    start = min(max(cut - 2, box.column), max(box.column + box.width - cell_len(text), 0))
    canvas.put(box.row + 3, start, text, Ink(hues.best, "", bold=True))


def _twin(verdicts: Verdicts, data: Dataset, language: str) -> str:
    matrix, said = verdicts.matrix, []
    if verdicts.threshold is not None:
        key = "confusion_threshold" if verdicts.likely else "confusion_distance"
        said.append(say(language, f"figure.{key}", value=f"{verdicts.threshold:.3g}"))
    names = [class_name(data, label, language) for label in range(len(matrix))]
    for label, row in enumerate(matrix.tolist()):
        said.append(say(language, "figure.confusion_row", name=names[label], right=row[label], rows=sum(row)))
    wrong = [(int(matrix[true, other]), true, other) for true, other in np.argwhere(matrix > 0) if true != other]
    listed = sorted(wrong, reverse=True)[:MOST_CONFUSED]
    said += [say(language, "figure.confused", count=n, true=names[a], said=names[b]) for n, a, b in listed]
    said.append(f"{_scores(verdicts, language)}.")
    return " ".join(said)
