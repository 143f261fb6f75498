"""The next value of a knob, up or down: what one press of an arrow key does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_dl.session.knobs import Knob

ONE_THREE_TEN = (
    "learning_rate",
    "epoch_limit",
    "l1",
    "l2",
    "C",
    "gamma",
    "patience",
    "trees",
    "stages",
    "samples",
    "positive_weight",
)
STRIDES = {
    "decision_threshold": 0.05,
    "turn": 5.0,
    "threshold": 0.1,
    "noise": 0.05,
    "momentum": 0.05,
    "dropout": 0.05,
    "factor": 0.05,
}
DOUBLING = ("batch_size",)


def neighbour(name: str, knob: Knob, value: Any, way: int) -> Any:
    """The value one step up (`way` 1) or down (-1), within the knob's range."""
    if knob.kind in {"choice", "activations"}:
        return _next_choice(knob, value, way)
    if name in ONE_THREE_TEN:
        return _clamped(knob, _one_three_ten(float(value or 0), way))
    if name in DOUBLING:
        return _clamped(knob, value * 2 if way > 0 else math.ceil(value / 2))
    stride = STRIDES.get(name, 1 if knob.kind == "int" else 0.1)
    return _clamped(knob, round((value or 0) + way * stride, 9))


def _next_choice(knob: Knob, value: Any, way: int) -> Any:
    current = value[0] if isinstance(value, tuple) else value
    if current not in knob.choices:
        return knob.choices[0]
    chosen = knob.choices[(knob.choices.index(current) + way) % len(knob.choices)]
    return (chosen,) if isinstance(value, tuple) else chosen


def _one_three_ten(value: float, way: int) -> float:
    """The neighbour on ... 0.1 0.3 1 3 10 ...; from between two of them, the nearer end in that direction."""
    if value <= 0:
        return 0.001 if way > 0 else 0.0
    power = math.floor(math.log10(value) + 1e-9)
    rungs = [digit * 10.0**exponent for exponent in (power - 1, power, power + 1) for digit in (1, 3)]
    if way > 0:
        return float(f"{min(rung for rung in rungs if rung > value * 1.000001):.6g}")
    return float(f"{max(rung for rung in rungs if rung < value * 0.999999):.6g}")


def _clamped(knob: Knob, value: float) -> float:
    limited = min(max(value, knob.low), knob.high)
    return int(limited) if knob.kind == "int" else limited
