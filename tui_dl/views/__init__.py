"""All figures by name: each takes a run's state, a size and a look, and gives cells and the same in words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tui_dl.views.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.figures.figure import Figure, Look, Size

__all__ = ["FIGURES", "Scene", "draw"]

FIGURES = (
    *("points", "loss", "region", "weights", "network", "units", "hidden-plane", "probe", "baselines", "health"),
    *("one-step", "loop"),
    *(
        "data",
        "rule",
        "tree",
        "forest",
        "boosting",
        "svm",
        "kernel",
        "calibration",
        "beyond",
        "runs",
        "seal",
        "confusion",
        "compared",
        "branches",
    ),
)


def draw(name: str, scene: Scene, size: Size, look: Look) -> Figure:
    """The figure `name` (of `FIGURES`), whatever the state: where there is nothing to show, it says why.

    Raises:
        KeyError: There is no figure of that name.
    """
    if name not in FIGURES:
        raise KeyError(name)
    import numpy as np  # noqa: PLC0415  the table itself is light

    from tui_dl.figures.canvas import said_in_ascii  # noqa: PLC0415  likewise

    module = import_module(f"tui_dl.views.{name.replace('-', '_')}")
    view: Callable[[Scene, Size, Look], Figure] = module.draw
    with np.errstate(all="ignore"):  # a run that went wild is drawn, too: what overflows there is no news
        figure = view(scene, size, look)
    return said_in_ascii(figure) if look.ascii else figure
