"""What knobs and their values are called."""

from __future__ import annotations

from typing import Any

from tui_dl.words import say

CALLED = {"feature", "side"}  # knobs whose values figures call by words of the language


def knob_label(language: str, knob: str) -> str:
    """A knob by name; a stream's seed has a name of its own."""
    return say(language, f"knob.{knob.replace('.', '_')}")


def choice_name(language: str, knob: str, value: Any) -> str:
    """A value as figures and lessons call it, where they do; else as one would type it."""
    return say(language, f"figure.{knob}_{value}") if knob in CALLED and value is not None else as_text(value)


def as_text(value: Any) -> str:
    """A value as one would type it."""
    if value is None:
        return "auto"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
