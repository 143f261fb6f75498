"""Paths, reset, export, import, doctor: through the command line, as typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_dl.course.learner.progress import Progress


@pytest.fixture
def tui_dl(tmp_path: Path):
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        told = {**os.environ, "TUI_DL_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", **environment}
        command = [sys.executable, "-m", "tui_dl", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=told, input="")

    return run


def remember(folder: Path, score: float) -> None:
    with Progress.open(folder) as progress:
        progress.record("layer", "fewest", "best", score)
        progress.set_setting("language", "ko")


def best(folder: Path) -> float | None:
    with Progress.open(folder) as progress:
        return progress.of("layer").best


def test_paths(tui_dl, tmp_path: Path) -> None:
    found = json.loads(tui_dl("paths", "--json").stdout)
    assert Path(found["progress"]) == tmp_path / "home" / "progress.json"
    assert "progress.json" in tui_dl("paths").stdout


def test_exported_and_imported_elsewhere(tui_dl, tmp_path: Path) -> None:
    remember(tmp_path / "home", 0.9)
    file = str(tmp_path / "moved.json")
    assert tui_dl("export", file).returncode == 0
    assert tui_dl("export", file).returncode == 2, "nothing is overwritten"
    elsewhere = str(tmp_path / "elsewhere")
    assert tui_dl("import", file, TUI_DL_HOME=elsewhere).returncode == 0
    assert best(Path(elsewhere)) == 0.9


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"hello"])
def test_what_is_no_export_is_refused(tui_dl, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd"
    file.write_bytes(content)
    told = tui_dl("import", str(file))
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert str(file) in told.stderr


def test_a_home_in_trouble_is_told_before_a_plain_lesson_begins(tui_dl, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "progress.json").write_text("{", encoding="utf-8")
    told = tui_dl("lesson", "run", "hello", "--no-pictures")
    assert (told.returncode, "progress.damaged-1.json" in told.stderr) == (1, True)


def test_reset_asks_and_keeps_settings(tui_dl, tmp_path: Path) -> None:
    remember(tmp_path / "home", 0.9)
    tui_dl("reset", "layer")
    assert best(tmp_path / "home") == 0.9, "nobody said yes"
    assert tui_dl("reset", "banana", "--yes").returncode == 2
    assert tui_dl("reset", "layer", "--yes").returncode == 0
    assert best(tmp_path / "home") is None
    with Progress.open(tmp_path / "home") as progress:
        assert progress.setting("language") == "ko"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_doctor_looks_at_everything(tui_dl, tmp_path: Path, language: str) -> None:
    told = tui_dl("--lang", language, "doctor", TERM="dumb", COLUMNS="60", LINES="20")
    assert told.returncode == 0, told.stderr
    assert str(tmp_path / "home") in told.stdout
    assert "80x24" in told.stdout, "the window is small, and that is said"
    assert "TERM" in told.stdout


def test_the_doctor_where_nothing_can_be_written(tui_dl, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = tui_dl("doctor", TUI_DL_HOME=str(tmp_path / "file" / "home"))
    assert told.returncode == 0, told.stderr
    assert "TUI_DL_HOME" in told.stdout


def test_restoring_a_terminal_that_is_none_does_nothing(tui_dl) -> None:
    assert tui_dl("doctor", "--restore-terminal").returncode == 0
