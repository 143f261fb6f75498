"""A journal that has grown long is folded in and begun anew; nothing is lost by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course.learner.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_long_session_keeps_its_files_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_dl.course.learner.journal.MOST_BYTES", 2000)
    monkeypatch.setattr("tui_dl.course.learner.journal.EVERY", 1e6)  # no thread comes in between
    with Progress.open(tmp_path) as progress:
        journal, longest = progress._journal, 0
        assert journal is not None
        for number in range(200):
            progress.record("layer", "fewest", "run", f"{number} " + 50 * "x")
            progress.record("layer", f"step{number % 5}", "hint", number)
            progress.flush()
            journal.tidy()
            longest = max(longest, sum(path.stat().st_size for path in tmp_path.iterdir()))
        assert longest < 2000 + 3000, "a journal, and what is known"
        assert len(list(tmp_path.glob("journal-*"))) <= 1
        elsewhere = Progress.open(tmp_path)
        assert elsewhere.of("layer").steps["fewest"].run.startswith("199 ")
        assert elsewhere.of("layer").steps["step4"].hints == 199
        elsewhere.close()
