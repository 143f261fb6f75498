"""Korean particles go by the sound before them, numbers and Latin words included."""

from __future__ import annotations

import re

import pytest

from tui_dl.words import LANGUAGES, say
from tui_dl.words.particles import settle


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("손실은 0.061[이에요/예요].", "손실은 0.061이에요."),
        ("손실은 0.172[이에요/예요].", "손실은 0.172예요."),
        ("평균 0.43[이었어요/였어요]", "평균 0.43이었어요"),
        ("'layer'[은/는] 0.7[으로/로]", "'layer'는 0.7로"),
        ("신경망[이/가] 트리[을/를]", "신경망이 트리를"),
        ("'LİR'[은/는] 'İ'[이/가]", "'LİR'은 'İ'가"),  # a letter that is two in lower case
        ("n[을/를] 누르고 b[을/를]", "n을 누르고 b를"),  # keys: a letter alone is read by its name
        ("Ctrl+R[을/를] F5[으로/로] Space[을/를]", "Ctrl+R을 F5로 Space를"),
        ("[ ] 키와 [2]는 그대로", "[ ] 키와 [2]는 그대로"),
    ],
)
def test_each_pair_is_settled_by_what_stands_before_it(text: str, wanted: str) -> None:
    assert settle(text) == wanted


def test_sentences_come_out_settled_in_korean_alone() -> None:
    told = {one: say(one, "figure.loss_start", train="0.693", validation="0.812") for one in LANGUAGES}
    assert told["ko"].endswith("0.812였어요.")
    assert not any(re.search(r"\[[가-힣]+/", text) for text in told.values())
