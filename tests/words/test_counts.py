"""One of a thing is told in the singular: in every sentence of the interface, and in a lesson's prose."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tui_dl.words import _group, _groups, say

THINGS = (
    *("activations", "answers", "columns", "epochs", "fields", "inputs", "layers", "lessons", "lines"),
    *("models", "numbers", "outputs", "parameters", "places", "points", "questions", "rows", "runs", "seeds"),
    *("stages", "steps", "times", "trees", "trials", "units", "weights"),
)
MANY = re.compile(rf"(?<!of )\b1 (?:[a-z]+ )?(?:{'|'.join(THINGS)})\b")
LIMITS = {  # what is never one
    *("problem.sweep_size", "problem.grid_too_large", "problem.table_columns", "problem.table_rows"),
    *(
        "problem.table_numbers",
        "own_screen.table_numbers",
        "own.slow_left_out",
        "share.full",
        "check.over_budget",
        "figure.lines_most",
    ),
}


def sentences():
    for group in _groups("en"):
        for name, sentence in _group("en", group).items():
            yield f"{group}.{name}", sentence


@pytest.mark.parametrize(("count", "said"), [(1, "1 row says the same"), (2, "2 rows say the same"), (0, "0 rows say")])
def test_a_word_fits_its_number(count: int, said: str) -> None:
    assert said in say("en", "problem.table_warns_repeated", count=count)


def test_no_sentence_tells_of_one_as_of_many() -> None:
    found = []
    for key, sentence in sentences():
        fields = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        if fields and key not in LIMITS and MANY.search(say("en", key, **dict.fromkeys(fields, 1))):
            found.append(f"{key}: {sentence}")
    assert not found, "\n".join(found)
