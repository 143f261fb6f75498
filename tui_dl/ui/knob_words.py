"""What a knob does, how far it goes and how it is turned, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import bounds
from tui_dl.words import say
from tui_dl.words.columns import column_name
from tui_dl.words.knobs import choice_name, knob_label

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.knobs import Knob


def knob_help(bench: Bench, knob: str, table: Knob, key: str = "") -> str:
    """What a knob does, and its range here: a step may bound it more tightly than the table does.

    With the `key` of the help, a long list of choices is left to that.
    """
    language, most = bench.language, bounds.of_knob(bench, knob)
    fields = {"name": knob_label(language, knob), "help": _told(language, knob)}
    if table.kind == "set" and key:
        said = say(language, "ui.knob_set_short", **fields, count=len(table.choices), key=key)
    elif table.kind == "set":
        listed = ", ".join(f"{column_name(one, language)} ({one})" for one in table.choices)
        said = say(language, "ui.knob_set", **fields, choices=listed)
    elif table.kind == "sizes":
        said = say(language, "ui.knob_sizes", **fields)
    elif table.choices:
        said = say(
            language,
            "ui.knob_choice",
            **fields,
            choices=", ".join(_choice(language, knob, one) for one in table.choices),
        )
    else:
        high = min(table.high, most.pop(knob, table.high))
        said = say(language, "ui.knob_range", **fields, low=f"{table.low:g}", high=f"{high:g}")
    bounded = [say(language, f"ui.bound_{name if name != knob else 'set'}", most=end) for name, end in most.items()]
    return " ".join([said, *bounded])


def _choice(language: str, knob: str, value: str) -> str:
    """What a choice is called, and what is typed for it where that is something else."""
    name = choice_name(language, knob, value)
    return name if name == value else f"{name} ({value})"


def _told(language: str, knob: str) -> str:
    try:
        return say(language, f"knob_help.{knob.replace('.', '_')}")
    except KeyError:
        return say(language, "knob_help.other")
