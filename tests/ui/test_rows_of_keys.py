"""Rows of keys and of tabs: they fit, and say what is so for this learner."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len

from tui_dl import words
from tui_dl.ui import keys
from tui_dl.ui.board import face
from tui_dl.ui.widgets.tab_row import fitted
from tui_dl.views import FIGURES

COLUMNS, LONGEST_NAME = 80, 13
ROWS = [
    f"{group}.{name}"
    for group, sentences in tomllib.loads((Path(words.__file__).parent / "en.toml").read_text(encoding="utf-8")).items()
    for name in sentences
    if name.startswith("keys_") or (group, name) in {("ui", "home_keys"), ("own_keys", "keys"), ("branches", "keys")}
]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_row_of_keys_has_room_in_a_small_terminal(language: str) -> None:
    assert len(ROWS) > 15
    told = [keys.told(language, row, {}) for row in ROWS]
    assert [row for row in told if cell_len(f" {row}") >= COLUMNS] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_row_names_the_keys_that_the_learner_has_chosen(language: str) -> None:
    usual, own = (keys.told(language, "ui.keys_quiz", chosen) for chosen in ({}, {"quiz_next": "x,f4"}))
    assert own == usual.replace(" n ", " x ") != usual


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_figure_has_a_name_of_a_word_or_two(language: str) -> None:
    names = [face.figure_name(figure, language) for figure in FIGURES]
    assert len(set(names)) == len(FIGURES)
    assert max(map(cell_len, names)) <= LONGEST_NAME


def test_tabs_without_room_are_numbers_but_for_the_first_and_the_chosen_one() -> None:
    names = ["Knobs", "region, loss", "weights, methods", *["a long name, another one"] * 10]
    assert fitted(names[:3], 1, 78) == [" 1 Knobs ", " 2 region, loss ", " 3 weights, methods "]
    assert fitted(names, 2, 78)[:4] == [" 1 Knobs ", "2", " 3 weights, methods ", "4"]
    for room, chosen in ((60, 5), (50, 12)):
        labels = fitted(names, chosen, room)
        assert sum(map(cell_len, labels)) + len(labels) <= room
