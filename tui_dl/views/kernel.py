"""A kernel in numbers: two points by the short way, and by the trip to a higher plane; both come to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.canvas import BOLD, PLAIN, Canvas, Ink, wrap
from tui_dl.figures.palette import palette
from tui_dl.session.classical.kernels import mapped, similarity
from tui_dl.views.frame import figure, sentence
from tui_dl.views.likeness import draw_likeness, is_by_nearness
from tui_dl.views.points import no_plane
from tui_dl.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

LEAST_PAIR = 2  # rows
MOST_COMPARED = 400  # rows, each with each
ROOMY = 60  # cells, for three decimals
INDENT, BLANKS = 2, 3


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Two training points, their product both ways, and the largest difference over all pairs."""
    data, language = scene.state.dataset, look.language
    if is_by_nearness(scene):
        return draw_likeness(scene, size, look)
    title = say(language, "figure.kernel_title")
    if not data.is_plane:
        return no_plane(data, title, size, look)
    if len(data.train) < LEAST_PAIR:
        return sentence(title, say(language, "figure.kernel_few"), size, look)
    canvas = Canvas(size, look)
    decimals = 3 if canvas.width >= ROOMY else 2
    _put(canvas, _lines(data, _pair(scene), decimals, look))
    told = _lines(data, _pair(scene), 3, look)
    return figure(title, canvas, " ".join(text.strip() for _, text in told))


def _put(canvas: Canvas, lines: list[tuple[str, str]]) -> None:
    """All lines, wrapped; a blank row before each way where there is room."""
    hues = palette(canvas.look)
    inks = {"way": BOLD, "sum": Ink(hues.best), "note": Ink(hues.faint)}
    indents = {"way": 0, "note": 0}
    parts = [(kind, wrap(text, max(canvas.width - indents.get(kind, INDENT), 1))) for kind, text in lines]
    spare = canvas.height - sum(len(wrapped) for _, wrapped in parts)
    row = 0
    for kind, wrapped in parts:
        row += int(kind in indents and spare >= BLANKS)
        if kind == "note" and row + len(wrapped) > canvas.height:
            break  # it stands in the words
        for text in wrapped:
            canvas.put(row, indents.get(kind, INDENT), text, inks.get(kind, PLAIN))
            row += 1


def _pair(scene: Scene) -> tuple[int, int]:
    """Two training rows: the first support vector of each class, where there are some; else the first row of each."""
    data, fit = scene.state.dataset, scene.state.fit
    rows = list(fit.road.support) if fit is not None and fit.road is not None else []
    rows = [*rows, *range(len(data.train))]
    first = rows[0]
    other = next((row for row in rows if data.train.targets[row] != data.train.targets[first]), rows[1])
    return first, other


def _lines(data: Dataset, pair: tuple[int, int], decimals: int, look: Look) -> list[tuple[str, str]]:
    """(kind, text): way, a heading; sum, what a way comes to; note; or nothing of the kind."""
    inputs = data.train.inputs
    x, z = (inputs[row] for row in pair)
    some = inputs[:MOST_COMPARED]
    (here, there), every = mapped(np.array([x, z])), mapped(some)
    apart = float(np.abs(similarity(some, some) - every @ every.T).max())
    square = "^2" if look.ascii else "²"
    pairs = len(some) * (len(some) + 1) // 2
    return [
        ("", f"x = {_point(x, decimals)}  z = {_point(z, decimals)}"),
        ("way", say(look.language, "figure.kernel_short")),
        ("", f"x·z = {_products(x, z, decimals)} = {float(x @ z):.3f}"),
        ("sum", f"(x·z){square} = {float(similarity(x[None], z[None])[0, 0]):.3f}"),
        ("way", say(look.language, "figure.kernel_trip")),
        ("", f"x → {_point(here, decimals)}"),
        ("", f"z → {_point(there, decimals)}"),
        ("", _products(here, there, decimals)),
        ("sum", f"= {float(here @ there):.3f}"),
        ("note", say(look.language, "figure.kernel_pairs", pairs=pairs, apart=f"{apart:.0e}")),
    ]


def _point(numbers: Array, decimals: int) -> str:
    return f"({', '.join(f'{number:.{decimals}f}' for number in numbers)})"


def _products(x: Array, z: Array, decimals: int) -> str:
    """Every product, added up: `0.5×0.2 + (-0.1)×0.4`."""
    return " + ".join(f"{_signed(one, decimals)}×{_signed(other, decimals)}" for one, other in zip(x, z, strict=True))


def _signed(number: float, decimals: int) -> str:
    return f"({number:.{decimals}f})" if number < 0 else f"{number:.{decimals}f}"
