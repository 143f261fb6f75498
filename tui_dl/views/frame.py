"""What all views share: how a figure is put together, and what stands in place of one that has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import PLAIN, Canvas, Ink, wrap
from tui_dl.figures.field import WRONG, class_colour, class_glyph
from tui_dl.figures.figure import Figure
from tui_dl.figures.palette import palette
from tui_dl.session.experiment import NetworkModel
from tui_dl.words import say
from tui_dl.words.columns import class_word

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look, Size
    from tui_dl.views.scene import Scene

Item = tuple[str, str]  # text of a legend and its colour


def figure(title: str, canvas: Canvas, twin: str) -> Figure:
    """A figure from what was drawn."""
    return Figure(title, canvas.rows(), twin)


def sentence(title: str, text: str, size: Size, look: Look) -> Figure:
    """A figure that has nothing to show, and says why."""
    canvas = Canvas(size, look)
    ink = Ink(palette(look).faint)
    for row, line in enumerate(wrap(text, max(canvas.width, 1))):
        canvas.put(row, 0, line, ink)
    return figure(title, canvas, text)


def no_network(scene: Scene, title: str, size: Size, look: Look) -> Figure:
    """The sentence of a figure of a network, where there is none."""
    kind = "idle" if isinstance(scene.state.run.experiment.model, NetworkModel) else "no_network"
    return sentence(title, say(look.language, f"figure.{kind}"), size, look)


def legend(canvas: Canvas, row: int, items: list[Item], column: int = 0) -> int:
    """One line of keys, those that fit; gives the column after the last."""
    for text, colour in items:
        gap = 2 if column else 0
        if column + gap + cell_len(text) > canvas.width:
            break
        column = canvas.put(row, column + gap, text, Ink(colour) if colour else PLAIN)
    return column


def class_name(dataset: Dataset, label: int, language: str) -> str:
    """A class by name; a bare number gets the word in front."""
    name = dataset.class_names[label]
    return say(language, "figure.class", name=name) if name.isdigit() else class_word(name, language)


def class_items(dataset: Dataset, look: Look, *, other: bool = False) -> list[Item]:
    """Keys of the classes' marks; `other`: of the validation part."""
    classes = len(dataset.class_names)
    return [
        (
            f"{class_glyph(label, classes, other=other)} {class_name(dataset, label, look.language)}",
            class_colour(label, look),
        )
        for label in range(classes)
        if class_glyph(label, classes) != dataset.class_names[label]  # a digit stands for itself
    ]


def model_name(name: str, language: str, task: str = "") -> str:
    """A model by its name in the language; what always says the same is the mean where values are asked for."""
    return say(language, f"figure.model_{'mean' if name == 'majority' and task == 'regression' else name}")


def wrong_item(wrong: int, look: Look) -> Item:
    """The key of misclassified points, with their number."""
    return f"{WRONG} {say(look.language, 'figure.wrong', count=wrong)}", palette(look).wrong
