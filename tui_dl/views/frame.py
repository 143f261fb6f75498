"""What all views share: how a figure is put together, and what stands in place of one that has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import Canvas, Ink, wrap
from tui_dl.figures.figure import Figure
from tui_dl.figures.palette import palette
from tui_dl.session.experiment import NetworkModel
from tui_dl.words import say
from tui_dl.words.columns import class_word

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look, Size
    from tui_dl.views.scene import Scene


AROUND_TITLE = 4  # cells of a row that corners and blanks take


def figure(title: str, canvas: Canvas, twin: str) -> Figure:
    """A figure from what was drawn."""
    return Figure(title, canvas.rows(), twin)


def fitting(size: Size, *titles: str) -> str:
    """The first of `titles`, from long to short, for which a frame around `size` cells has room; else the last."""
    return next((title for title in titles if cell_len(title) <= size.width - AROUND_TITLE), titles[-1])


def sentence(title: str, text: str, size: Size, look: Look) -> Figure:
    """A figure that has nothing to show, and says why."""
    canvas = Canvas(size, look)
    write(canvas, text)
    return figure(title, canvas, text)


def write(canvas: Canvas, text: str) -> None:
    """Words in place of a picture."""
    for row, line in enumerate(wrap(text, max(canvas.width, 1))):
        canvas.put(row, 0, line, Ink(palette(canvas.look).faint))


def no_network(scene: Scene, title: str, size: Size, look: Look) -> Figure:
    """The sentence of a figure of a network, where there is none."""
    kind = "idle" if isinstance(scene.state.run.experiment.model, NetworkModel) else "no_network"
    return sentence(title, say(look.language, f"figure.{kind}"), size, look)


def class_name(dataset: Dataset, label: int, language: str) -> str:
    """A class by name; a bare number gets the word in front."""
    name = dataset.class_names[label]
    return say(language, "figure.class", name=name) if name.isdigit() else class_word(name, language)


def model_name(name: str, language: str, task: str = "") -> str:
    """A model by its name in the language; what always says the same is the mean where values are asked for."""
    return say(language, f"figure.model_{'mean' if name == 'majority' and task == 'regression' else name}")
