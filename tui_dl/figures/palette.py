"""The colours of all figures, for dark and for light backgrounds: blue and orange, which nearly all tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.figures.figure import Look


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`.

    Attributes:
        faint: Axes and remarks.
        train: What is from the training part.
        validation: What is from the validation part.
        wrong: What is misclassified, or out of order.
        best: What leads.
        points: A class's points, one colour a class, in turn.
        fills: The ground of a class's region.
        neutral: Where nothing is decided; a weight of zero.
        negative: The largest size below zero.
        positive: The largest size above zero.
        low: The least activation.
        high: The largest activation.
    """

    faint: str
    train: str
    validation: str
    wrong: str
    best: str
    points: tuple[str, ...]
    fills: tuple[str, ...]
    neutral: str
    negative: str
    positive: str
    low: str
    high: str


DARK = Palette(
    faint="#8a8f98",
    train="#5ab4f0",
    validation="#ffb04d",
    wrong="#ff6b6b",
    best="#f0e442",
    points=("#ffc069", "#8fd0ff", "#6fe3b5", "#f3aed6", "#f0e442"),
    fills=("#7a4100", "#0a4f86", "#05573f", "#66305a", "#5a5410"),
    neutral="#26282c",
    negative="#f08a24",
    positive="#3f9fe8",
    low="#14161a",
    high="#f2d98a",
)
LIGHT = Palette(
    faint="#5f6670",
    train="#00599c",
    validation="#a84b00",
    wrong="#b00020",
    best="#7a6a00",
    points=("#8f3d00", "#00467a", "#004d38", "#6d2350", "#5c5400"),
    fills=("#ffd2a0", "#b5d9f5", "#b4e6d5", "#f0cde2", "#f3edaa"),
    neutral="#eceef0",
    negative="#e07000",
    positive="#1f7fc8",
    low="#f7f7f7",
    high="#8a5a00",
)


def palette(look: Look) -> Palette:
    """The colours that suit the background."""
    return DARK if look.dark else LIGHT


@lru_cache(maxsize=4096)
def mix(start: str, end: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `start` to `end`."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (start, end)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(*ends, strict=True))


@lru_cache(maxsize=64)
def ramp(start: str, middle: str, end: str, steps: int) -> tuple[str, ...]:
    """`steps` colours from `start` through `middle` to `end`."""
    places = [step / (steps - 1) * 2 for step in range(steps)]
    return tuple(mix(start, middle, at) if at <= 1 else mix(middle, end, at - 1) for at in places)
