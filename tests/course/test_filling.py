"""Numbers in a lesson's text: three decimals for what is measured, whole numbers for counts."""

from __future__ import annotations

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.filling import fill, shown_as
from tui_dl.course.loader import load_lesson
from tui_dl.session.runner import InlineRunner


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("validation.accuracy", 1.0, "1.000"),
        ("layer3.probe", 1.0, "1.000"),
        ("layer0.nearest_mean", 0.0, "0.000"),
        ("steps", 5700, "5700"),
        ("abs(steps - 10.0)", 40.0, "40"),
        ("learning_rate", 1.0, "1"),
        ("train.loss", 1.0, "1.000"),
    ],
)
def test_a_whole_score_is_no_count(name: str, value: float, text: str) -> None:
    assert shown_as(name, value) == text


@pytest.mark.parametrize(("language", "word"), [("en", "network"), ("ko", "신경망")])
def test_a_model_is_called_by_its_word(language: str, word: str) -> None:
    bench = Bench(load_lesson("hello"), language, InlineRunner())
    assert fill(bench, "{model}") == word
