"""The notebook tells what was done, in the learner's own numbers, as Markdown that others can read."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.course.test_review import bench_of, do
from tui_dl.course.learner import notebook
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.students import SEED
from tui_dl.words import numbers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def progress(tmp_path: Path):
    with Progress.open(tmp_path) as opened:
        yield opened


def test_without_anything_done_it_says_how_to_begin(progress: Progress) -> None:
    assert notebook.begun(progress) == []
    assert "No predictions yet" in notebook.whole(progress, "en")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_has_the_answer_the_run_and_its_figure(progress: Progress, language: str) -> None:
    bench, notes = bench_of("layer", progress)
    do(bench, notes, "answer no", "next", "run")
    page = notebook.of_lesson("layer", progress, language)
    last = bench.state.last
    assert bench.whole.texts[language].title in page
    assert dict(bench.whole.texts[language].steps["look"].options)["no"] in page
    assert numbers.score(last.train.accuracy) in page
    assert numbers.score(last.validation.accuracy) in page
    assert page.count("```") == 2
    assert "[[" not in page
    assert "{" not in page


def test_a_students_page_tells_of_data_of_their_own(progress: Progress) -> None:
    progress.record("feedback", "", "done")
    pages = []
    for seed in ("7", "8", "7"):
        progress.set_setting(f"{SEED}feedback", seed)
        pages.append(notebook.of_lesson("feedback", progress, "en"))
    assert pages[0] == pages[2]
    assert pages[0] != pages[1], "the closing lines hold the losses of their own step"


def test_in_ascii_its_figures_are_ascii(progress: Progress) -> None:
    bench, notes = bench_of("layer", progress)
    do(bench, notes, "answer no", "next", "run")
    page = notebook.of_lesson("layer", progress, "en", ascii_only=True)
    assert page.split("```")[1].isascii()


def test_the_command_prints_it_or_writes_it_and_never_over_a_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path / "home"))
    with Progress.open() as progress:
        do(*bench_of("layer", progress), "answer no")
    call = [sys.executable, "-m", "tui_dl", "--lang", "ko", "notebook"]
    printed = subprocess.run(call, capture_output=True, check=True, text=True).stdout
    assert "은닉층이 찾아낸다" in printed
    file = tmp_path / "notes.md"
    assert subprocess.run([*call, str(file)], capture_output=True, check=False).returncode == 0
    assert file.read_text(encoding="utf-8") == printed
    again = subprocess.run([*call, str(file)], capture_output=True, check=False, text=True)
    assert again.returncode == 2
    assert str(file) in again.stderr
