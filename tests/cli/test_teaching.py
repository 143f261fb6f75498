"""Handing in and verifying, as typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tui_dl.course.written.loader import lessons_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tui_dl(tmp_path: Path):
    """The command, on a course of one small lesson."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.toml").write_text(
        'format = 1\n[[unit]]\nid = "u"\ntitle = { en = "U", ko = "U" }\n[[unit.lesson]]\nid = "rules"\n'
        'folder = "rules"\nminutes = 1\nready = true\ntitle = { en = "M", ko = "M" }\nable = { en = "-", ko = "-" }\n',
        encoding="utf-8",
    )
    (course / "rules").symlink_to(lessons_folder() / "01-rules")
    (course / "glossary").symlink_to(lessons_folder() / "glossary")

    def run(*arguments: str, say: str = "") -> subprocess.CompletedProcess[str]:
        told = {**os.environ, "TUI_DL_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", "TUI_DL_COURSE": str(course)}
        command = [sys.executable, "-m", "tui_dl", "--lang", "en", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=told, input=say)

    return run


def test_from_a_students_number_to_the_teachers_table(tui_dl, tmp_path: Path) -> None:
    assert tui_dl("student", "2026-01").returncode == 0
    walked = tui_dl("lesson", "run", "rules", say="solution\nnext\nnext\n")
    assert walked.returncode in {0, 1}, walked.stderr
    file = str(tmp_path / "mine.json")
    assert tui_dl("export", "--evidence", file).returncode == 0
    told = tui_dl("verify", file)
    assert told.returncode == 0, told.stdout
    assert "2026-01" in told.stdout
    assert "confirmed" in told.stdout
    assert "does not prove" in told.stdout
    text = (tmp_path / "mine.json").read_text("utf-8")
    (tmp_path / "mine.json").write_text(text.replace('"2026-01"', '"2026-02"'), encoding="utf-8")
    (verdict,) = json.loads(tui_dl("verify", "--json", file).stdout)
    assert verdict["chain_broken_at"] == 0, "the record is chained to the number"
    assert {run["status"] for run in verdict["runs"]} == {"other_seed"}
    assert tui_dl("verify", file).returncode == 1


def test_wrong_files_and_numbers_are_one_sentence(tui_dl, tmp_path: Path) -> None:
    for arguments in (["verify", str(tmp_path / "none")], ["student", "a b"], ["verify", __file__]):
        told = tui_dl(*arguments)
        assert told.returncode == 2
        assert "Traceback" not in told.stderr
