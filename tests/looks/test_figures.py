"""Every figure, drawn: three sizes, both languages, in colour, without it, and in ASCII.

A figure that looks otherwise on purpose is drawn anew by

    .venv/bin/pytest -n0 tests/looks --snapshot-update

Read the diff of `tests/looks/__snapshots__` before it is kept: the text is what the learner sees.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.looks.picture import Album, TextPictures
from tests.looks.stage import AGAIN, scene_of
from tui_dl.figures import palette
from tui_dl.figures.figure import Look, Size
from tui_dl.views import FIGURES, draw, probe
from tui_dl.words import LANGUAGES, say

SMALL, MIDDLE, LARGE = Size(36, 10), Size(56, 16), Size(100, 30)
DRAWN = (*FIGURES, *AGAIN)
KEPT = Path(__file__).parent / "__snapshots__" / Path(__file__).stem


def looks() -> list[tuple[str, Size, Look]]:
    colours = ((True, "colour"), (False, "no colour"))
    found = [
        (f"{size.width}x{size.height} {language} {told}", size, Look(language, colour=colour))
        for size, language, (colour, told) in product((SMALL, MIDDLE, LARGE), LANGUAGES, colours)
    ]
    found += [(f"ascii {language}", MIDDLE, Look(language, ascii=True, colour=False)) for language in LANGUAGES]
    return [*found, ("light", MIDDLE, Look(dark=False))]


def drawn(name: str) -> str:
    album = Album()
    for told, size, look in looks():
        figure = draw(name.partition(" ")[0], scene_of(name), size, look)
        album.add(told, figure.rows, figure.title, figure.twin)
    return album.text


@pytest.mark.parametrize("name", DRAWN)
def test_figure(name: str, snapshot) -> None:
    assert drawn(name) == snapshot(extension_class=TextPictures)


def test_no_picture_is_kept_of_what_is_no_figure(request) -> None:
    if not request.config.option.update_snapshots:  # these are written at the very end
        assert {path.stem for path in KEPT.iterdir()} == {f"test_figure[{name}]" for name in DRAWN}


def changed(before: str, after: str) -> list[str]:
    return [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]


def test_another_colour_is_another_line_of_the_legend(monkeypatch) -> None:
    before = drawn("probe")
    monkeypatch.setattr(palette, "DARK", replace(palette.DARK, train="#00ff00"))
    assert [line.split(" ", 1)[1] for line in changed(before, drawn("probe"))] == ["#00ff00"]


def test_a_word_that_is_cut_is_seen_where_it_stands(monkeypatch) -> None:
    before = drawn("probe")
    monkeypatch.setattr(probe, "say", lambda *key, **fields: say(*key, **fields)[:-1])
    assert "One cut a layer, validatio" in changed(before, drawn("probe"))
