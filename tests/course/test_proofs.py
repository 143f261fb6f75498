"""A proof that was made counts until something changes, and never in CI."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tui_dl.course import checking
from tui_dl.course.checking import check
from tui_dl.course.checks import kept

FINE = next(
    path.parent
    for path in sorted((Path(__file__).parent / "broken_lessons").glob("*/expect"))
    if path.read_text(encoding="utf-8").split()[0] == "ok"
)


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    return Path(shutil.copytree(FINE, tmp_path / "lesson"))


def never(*_: object) -> None:
    raise AssertionError("it was proven again")


def test_an_unchanged_lesson_is_not_proven_again(lesson: Path, tmp_path: Path, monkeypatch) -> None:
    first = check([lesson], tmp_path / "proofs")
    assert (first.kept, first.findings) == (0, [])
    monkeypatch.setattr(checking.deeds, "tasks", never)
    monkeypatch.setattr(checking, "ProcessPoolExecutor", never)
    again = check([lesson], tmp_path / "proofs")
    assert (again.kept, again.claims, again.trials) == (1, first.claims, first.trials)
    assert "unchanged" in again.summary("en")


def test_whatever_a_proof_rests_on_makes_it_void(lesson: Path, tmp_path: Path, monkeypatch) -> None:
    proofs, whole = tmp_path / "proofs", checking.load_folder(lesson)
    kept.Proofs(proofs).keep(whole, 3, 30)
    assert kept.Proofs(proofs).of(whole) == (3, 30)
    for name in ("numpy", "scikit-learn"):
        with monkeypatch.context() as patch:
            patch.setattr(kept, "version", lambda asked, other=name: "0" if asked == other else "1")
            assert kept.Proofs(proofs).of(whole) is None
    with monkeypatch.context() as patch:
        patch.setattr(kept, "engine_name", lambda: "numba 1")
        assert kept.Proofs(proofs).of(whole) is None
    for room in ("engine", "data", "session", "course"):
        assert room in kept.ROOMS
    with monkeypatch.context() as patch:
        patch.setattr(kept, "ROOMS", kept.ROOMS[1:])
        assert kept.Proofs(proofs).of(whole) is None
    assert kept.Proofs(proofs).of(whole) == (3, 30)
    (lesson / "en.md").write_text((lesson / "en.md").read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert kept.Proofs(proofs).of(whole) is None


def test_in_ci_everything_is_proven(lesson: Path, tmp_path: Path, monkeypatch) -> None:
    whole = checking.load_folder(lesson)
    kept.Proofs(tmp_path).keep(whole, 1, 1)
    monkeypatch.setenv("CI", "true")
    assert kept.Proofs(tmp_path).of(whole) is None


def test_a_damaged_proof_is_none(lesson: Path, tmp_path: Path) -> None:
    whole = checking.load_folder(lesson)
    kept.Proofs(tmp_path / "proofs").keep(whole, 1, 1)
    for file in (tmp_path / "proofs").iterdir():
        file.write_bytes(b'{"key": 3')
    assert kept.Proofs(tmp_path / "proofs").of(whole) is None


def test_what_is_wrong_is_never_kept(lesson: Path, tmp_path: Path) -> None:
    text = (lesson / "lesson.toml").read_text(encoding="utf-8")
    (lesson / "lesson.toml").write_text(text.replace('says = "', 'says = "x', 1), encoding="utf-8")
    assert check([lesson], tmp_path / "proofs").findings
    assert not (tmp_path / "proofs").exists()
