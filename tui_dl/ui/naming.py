"""What knobs and their values are called on the screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.engine.problem import Problem

# Problems whose field 'name' is a knob's.
OF_KNOBS = frozenset(
    {"bad_sizes", "not_float", "not_int", "out_of_range", "unknown_choice", "over_bound", "knob_of_another_model"}
)


def knob_label(language: str, knob: str) -> str:
    """A knob by name; a stream's seed has a name of its own."""
    return say(language, f"knob.{knob.replace('.', '_')}")


def problem_sentence(language: str, problem: Problem) -> str:
    """What could not be done, in a sentence that calls a knob what the screen calls it."""
    fields = dict(problem.fields)
    if problem.code in OF_KNOBS:
        with suppress(KeyError):  # parameters of data have no label of their own
            fields["name"] = knob_label(language, str(fields["name"]))
    return say(language, f"problem.{problem.code}", **fields)


def as_text(value: Any) -> str:
    """A value as one would type it."""
    if value is None:
        return "auto"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
