"""What knobs and their values are called."""

from __future__ import annotations

from typing import Any

from tui_dl.words import say


def knob_label(language: str, knob: str) -> str:
    """A knob by name; a stream's seed has a name of its own."""
    return say(language, f"knob.{knob.replace('.', '_')}")


def as_text(value: Any) -> str:
    """A value as one would type it."""
    if value is None:
        return "auto"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
