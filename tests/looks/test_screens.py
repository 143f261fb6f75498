"""Every screen, three sizes, both languages, in colour and without. What looks otherwise on purpose is drawn anew by

.venv/bin/pytest -n0 tests/looks --snapshot-update
"""

from __future__ import annotations

import pytest

from tests.looks.picture import TextPictures
from tests.looks.tour import SIZES, Crew, Tour
from tui_dl.course.learner.progress import Progress
from tui_dl.ui.app import TuiDl
from tui_dl.words import LANGUAGES


@pytest.mark.timeout(500)  # a walk is many screens long
@pytest.mark.parametrize("colour", ["colour", "no-colour"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", ["lesson", "beside"])
async def test_screens(way: str, language: str, colour: str, snapshot, tmp_path, monkeypatch) -> None:
    if colour == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    with Progress.open(tmp_path) as progress:
        app = TuiDl(Crew(), progress, language)
        async with app.run_test(size=SIZES[0]):
            tour = Tour(app)
            await getattr(tour, way)()
    kept = snapshot.use_extension(TextPictures)
    changed = [name for name, album in tour.albums.items() if kept(name=name) != album.text]
    for name in changed:
        assert tour.albums[name].text == kept(name=name), f"otherwise than they were: {', '.join(changed)}"
