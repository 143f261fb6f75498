"""Problems as the screen tells them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui_dl.views import own_table
from tui_dl.words import say
from tui_dl.words.knobs import knob_label

if TYPE_CHECKING:
    from tui_dl.engine.problem import Problem

# Problems whose field 'name' is a knob's.
OF_KNOBS = frozenset(
    {"bad_sizes", "not_float", "not_int", "out_of_range", "unknown_choice", "over_bound", "knob_of_another_model"}
    | {"not_as_code", "turned_not_as_code"}
)


def problem_sentence(language: str, problem: Problem) -> str:
    """What could not be done, in a sentence that calls a knob what the screen calls it."""
    fields = dict(problem.fields)
    if problem.code in OF_KNOBS:
        with suppress(KeyError):  # parameters of data have no label of their own
            fields["name"] = knob_label(language, str(fields["name"]))
    return say(language, f"problem.{problem.code}", **fields)


def sentence_with_keys(language: str, problem: Problem) -> str:
    """The same where tables of one's own are read: what is to be done about them is said with the screen's keys."""
    if problem.code in OF_KNOBS:
        return problem_sentence(language, problem)
    return own_table.said(problem, language, on_screen=True)
