"""How alike points are to a kernel of nearness: a few training points, from the nearest to the farthest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Canvas, Ink, fitted
from tui_dl.figures.palette import palette
from tui_dl.session.experiment import ClassicModel
from tui_dl.views.frame import figure, sentence
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

NAMES = ("nearest", "quarter", "half", "far", "farthest")
SHARES = (0.0, 0.1, 0.5, 0.75, 1.0)  # of all other points are nearer
GAP, LEAST_BAR, MOST_BAR = 2, 5, 40
NUMBERS = 16  # cells of a distance and a likeness
HEADED_FROM = 8  # rows, for headings over them


def is_by_nearness(scene: Scene) -> bool:
    """Whether the run's model compares points by their distance."""
    model = scene.state.run.experiment.model
    return isinstance(model, ClassicModel) and model.method == "rbf_svm"


def draw_likeness(scene: Scene, size: Size, look: Look) -> Figure:
    """A line a point: its distance, and how alike it counts."""
    language, gamma = look.language, _gamma(scene)
    if gamma is None:
        title = say(language, "figure.likeness_title", gamma="?")
        return sentence(title, say(language, "figure.idle"), size, look)
    canvas, hues = Canvas(size, look), palette(look)
    names = [say(language, f"figure.likeness_{name}") for name in NAMES]
    wide = max(map(cell_len, names)) + GAP
    canvas.put(0, 0, say(language, "figure.likeness_formula", square="^2" if look.ascii else "²"), Ink(hues.faint))
    canvas.put(1, 0, say(language, "figure.likeness_from"))
    room, said, lines = canvas.width - wide - NUMBERS, [], 2 + (canvas.height >= HEADED_FROM)
    for heading, end in (("distance", wide + 6), ("likeness", wide + 14)) if canvas.height >= HEADED_FROM else ():
        text = say(language, f"figure.likeness_{heading}")
        canvas.put(2, max(end - cell_len(text), 0), text, Ink(hues.faint))
    for row, (name, distance) in enumerate(zip(names, _distances(scene), strict=True), start=lines):
        alike = float(np.clip(np.nan_to_num(np.exp(-gamma * distance**2)), 0.0, 1.0))
        column = canvas.put(row, 0, f"{fitted(name, wide)}{distance:6.3f}  {alike:6.3f}")
        if room >= LEAST_BAR:
            long = min(room - GAP, MOST_BAR)
            full = round(alike * long)
            column = canvas.put(row, column + GAP, "▰" * full, Ink(hues.train))
            canvas.put(row, column, "▱" * (long - full), Ink(hues.faint))
        said.append(
            say(language, "figure.likeness_twin", name=name, distance=f"{distance:.3f}", likeness=f"{alike:.3f}")
        )
    return figure(say(language, "figure.likeness_title", gamma=f"{gamma:.3g}"), canvas, " ".join(said))


def _gamma(scene: Scene) -> float | None:
    """The number used, or set for the run to come."""
    state = scene.state
    model = state.run.experiment.model
    if state.fit is not None and "gamma" in state.fit.details:
        return state.fit.details["gamma"]
    setting = model.settings.get("gamma") if isinstance(model, ClassicModel) else None
    return None if setting is None else float(setting)


def _distances(scene: Scene) -> list[float]:
    """From the first training point to others; the same whatever gamma is."""
    inputs = scene.state.dataset.train.inputs
    away = np.sort(np.linalg.norm(inputs[1:] - inputs[0], axis=1))
    return [float(away[round(share * (len(away) - 1))]) if len(away) else 0.0 for share in SHARES]
