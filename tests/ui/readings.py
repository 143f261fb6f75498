"""What stands on a screen as cells, the numbers in it, and whether one is the session's own as it should be written."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.ui.hands import in_sight

if TYPE_CHECKING:
    from tui_dl.ui.widgets.figure_view import FigureView

NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?"
Expected = float | Callable[[float], bool]


def cells(app) -> str:
    """All that stands on the screen, as a terminal would have it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def numbers_in(text: str, pattern: str) -> list[float]:
    found = re.search(pattern.replace("#", f"({NUMBER})"), text)
    assert found, f"{pattern!r} is not in\n{text}"
    return [float(number) for number in found.groups()]


def is_loss(shown: float, loss: float) -> bool:
    """Three decimals rounded up, or three digits of what is small."""
    return loss <= shown + 1e-12 and shown - loss < max(0.001, abs(loss) * 0.01)


def is_score(shown: float, score: float) -> bool:
    """Three decimals rounded down."""
    return shown == pytest.approx(math.floor(score * 1000 + 1e-6) / 1000, abs=1e-9)


def loss(value: float) -> Expected:
    return lambda shown: is_loss(shown, value)


def score(value: float) -> Expected:
    return lambda shown: is_score(shown, value)


def about(value: float, places: int) -> Expected:
    """To the nearest, so many places behind the point."""
    return lambda shown: abs(shown - value) <= 0.5 * 10.0**-places + 1e-5


def digits(value: float, count: int) -> Expected:
    """To so many digits."""
    return lambda shown: shown == pytest.approx(value, rel=0.51 * 10.0 ** (1 - count), abs=1e-12)


def short(value: float) -> Expected:
    """Three places behind the point, or two digits of what is far off."""
    return about(value, 3) if 0.001 <= abs(value) < 1000 or not value else digits(value, 2)


def says(text: str, *expected: Expected) -> None:
    """Every number of `text`, from its beginning to its end, is what it should be."""
    shown = [float(number) for number in re.findall(NUMBER, text)]
    assert len(shown) == len(expected), (shown, text)
    for at, (number, wanted) in enumerate(zip(shown, expected, strict=True)):
        assert wanted(number) if callable(wanted) else number == wanted, (at, number, wanted, text)


def view_of(app, name: str) -> FigureView:
    return next(one for one in in_sight(app) if one.figure_name == name)


async def show(app, pilot, name: str) -> str:
    """Bring a figure on the screen; its cells, which must stand there."""
    await app.screen.painter.bring(name)
    await pilot.pause()
    await pilot.pause()
    plain = view_of(app, name).figure.plain()
    rows, screen = [row.rstrip() for row in plain.splitlines() if row.strip()], cells(app)
    assert all(row in screen for row in rows), f"{name} is drawn as it was worked out"
    return plain
