"""Sentences name the keys that the learner has chosen, wherever they stand: said, in figures, on sheets."""

from __future__ import annotations

import re

import pytest

from tests.ui.hands import figures, press
from tests.ui.readings import cells
from tui_dl.course.laboratory import LABORATORY
from tui_dl.ui import keys
from tui_dl.words import LANGUAGES, _group, _groups, pressed, say

NAMED = re.compile(r"\{key\.(\w+)[}:]")


def test_the_usual_names_are_those_of_the_table() -> None:
    table = keys.everything()
    assert {name: keys.shown_keys(name, table[name], {})[0] for name in pressed.USUAL} == pressed.USUAL
    for language in LANGUAGES:
        sentences = [one for group in _groups(language) for one in _group(language, group).values()]
        assert {name for one in sentences for name in NAMED.findall(one)} == set(pressed.USUAL), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_name_the_same_keys(language: str) -> None:
    for group in _groups("en"):
        for name, sentence in _group("en", group).items():
            assert sorted(NAMED.findall(sentence)) == sorted(NAMED.findall(_group(language, group)[name])), name


async def test_a_key_of_ones_own_is_named_at_once_and_everywhere(open_app) -> None:
    async with open_app(LABORATORY) as (app, pilot):
        app.screen.bench.apply("set epoch_limit=4 hidden=[3]")
        await press(pilot, "2")
        assert "region" in figures(app)
        assert "press Space" in cells(app)
        for name, own in {"run": "!", "fit": "@", "fork_both": "#", "share_keep": "$"}.items():
            app.preferences.put_keys(name, f"{own},f5" if name == "run" else own)
        app.take_keys()
        await app.show_anew()
        await pilot.pause()
        assert "press !" in cells(app)
        assert "Space" not in cells(app)
        assert "Press @" in say("en", "figure.press_b")
        await press(pilot, "f5", "z")
        assert "$ keeps it in" in cells(app)
        await press(pilot, "escape", "y", "left", "left", "enter")
        app.screen.bench.apply("set learning_rate=1")
        await press(pilot, "f5", "q")
        assert "# both live" in cells(app)
    assert "Press b" in say("en", "figure.press_b"), "who is gone has taken his keys along"
