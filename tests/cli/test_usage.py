"""A command line that cannot be read gets one sentence, in the user's language."""

from __future__ import annotations

import pytest

from tui_dl.cli.commands import invoke
from tui_dl.engine.problem import Problem
from tui_dl.words import say


@pytest.mark.parametrize(
    ("line", "code", "fields"),
    [
        ("train", "usage_missing", {"wanted": "DATA"}),
        ("train moons --epoch 3", "usage_option", {"got": "--epoch", "near": "--epochs"}),
        ("trian moons", "usage_command", {"got": "trian", "near": "train"}),
        ("lesson chek", "usage_command", {"got": "chek", "near": "check"}),
        ("--lang fr", "usage_choice", {"option": "--lang", "wanted": "en, ko"}),
        ("train moons extra", "usage_extra", {"got": "extra"}),
        ("train moons --epochs", "usage_no_value", {"option": "--epochs"}),
        ("sweep moons --grid seed=1 --seeds many", "usage_number", {"option": "--seeds"}),
    ],
)
def test_one_sentence_with_what_was_got_and_what_is_wanted(line: str, code: str, fields: dict) -> None:
    with pytest.raises(Problem) as caught:
        invoke(line.split(), ["en"])
    assert caught.value.code == code
    assert fields.items() <= caught.value.fields.items()
    for language in ("en", "ko"):
        told = say(language, f"problem.{code}", **caught.value.fields)
        assert "\n" not in told
        assert all(value in told for value in fields.values())
