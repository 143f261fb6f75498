"""How numbers are written: never so that one seems to meet a goal that it misses."""

from __future__ import annotations

import math


def score(value: float) -> str:
    """An accuracy or R2, three decimals rounded down."""
    return f"{math.floor(round(value * 1000, 9)) / 1000:.3f}"


def loss(value: float) -> str:
    """A loss, three decimals rounded up; scientific below 0.001 and from 10,000."""
    if not math.isfinite(value):
        return str(value)
    if value == 0 or 0.001 <= abs(value) < 10_000:
        return f"{math.ceil(round(value * 1000, 9)) / 1000:.3f}"
    power = math.floor(math.log10(abs(value)))
    leading = math.ceil(round(value / 10.0**power * 100, 9)) / 100
    if abs(leading) >= 10:  # rounded up into the next power
        power, leading = power + 1, leading / 10
    return f"{leading:.2f}e{power:+03d}"
