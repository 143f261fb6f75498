"""How numbers are written: never so that one seems to meet a goal that it misses."""

from __future__ import annotations

import math

LONG = 10_000  # from here on a number is written with its power of ten
LEAST_SHOWN = -9.999  # where a column has room for six characters
LEAST_POWER = 1e-300  # below it, powers of ten are no longer exact


def score(value: float, *, up: bool = False) -> str:
    """An accuracy or R2, three decimals rounded down, up where less is wanted of it; scientific from 10,000."""
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= LONG:
        return f"{value:.1e}"
    turn = math.ceil if up else math.floor
    return f"{turn(round(value * 1000, 9)) / 1000:z.3f}"


def short_score(value: float | None) -> str:
    """An accuracy or R2 in at most six characters: what is below their room is said to be below, none is a dash."""
    if value is None or math.isnan(value) or value == -math.inf:
        return "-"
    return f"<{LEAST_SHOWN:.2f}"[:6] if value < LEAST_SHOWN else score(value)


def nearest(value: float) -> str:
    """What is neither better nor worse for being large: three decimals, to the nearest; scientific from 10,000."""
    return f"{value:.1e}" if LONG <= abs(value) < math.inf else f"{value:z.3f}"


def loss(value: float, *, down: bool = False) -> str:
    """A loss, three decimals rounded up, down where more is wanted; scientific below 0.001 and from 10,000."""
    if not math.isfinite(value):
        return str(value)
    turn = math.floor if down else math.ceil
    if value == 0 or 0.001 <= abs(value) < LONG:
        return f"{turn(round(value * 1000, 9)) / 1000:.3f}"
    if abs(value) < LEAST_POWER:
        return f"{value:.2e}"
    power = math.floor(math.log10(abs(value)))
    leading = turn(round(value / 10.0**power * 100, 9)) / 100
    if abs(leading) >= 10:  # rounded up into the next power
        power, leading = power + 1, leading / 10
    return f"{leading:.2f}e{power:+03d}"
