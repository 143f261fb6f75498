"""Every screen: three sizes, both languages, in colour and without; in ASCII in two sizes and a language each.

What looks otherwise on purpose is drawn anew by

.venv/bin/pytest -n0 tests/looks --snapshot-update
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.looks.calm import Crew
from tests.looks.picture import TextPictures
from tests.looks.tour import SIZES, Tour
from tui_dl.course.learner.progress import Progress
from tui_dl.ui.app import TuiDl
from tui_dl.words import LANGUAGES

WALKS = [*product(("lesson", "beside"), LANGUAGES, ("colour", "no-colour"))]
WALKS += [("lesson", "en", "ascii"), ("beside", "ko", "ascii")]


@pytest.mark.timeout(500)  # a walk is many screens long
@pytest.mark.parametrize(("way", "language", "look"), WALKS, ids=["-".join(walk) for walk in WALKS])
async def test_screens(way: str, language: str, look: str, snapshot, tmp_path, monkeypatch) -> None:
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    ascii_only = look == "ascii"
    with Progress.open(tmp_path) as progress:
        app = TuiDl(Crew(), progress, language, ascii_only=ascii_only)
        async with app.run_test(size=SIZES[0]):
            tour = Tour(app, (SIZES[0], SIZES[-1]) if ascii_only else SIZES, ascii_only=ascii_only)
            await getattr(tour, way)()
    kept = snapshot.use_extension(TextPictures)
    changed = [name for name, album in tour.albums.items() if kept(name=name) != album.text]
    for name in changed:
        assert tour.albums[name].text == kept(name=name), f"otherwise than they were: {', '.join(changed)}"
