"""Author's tools: a lesson begun, proven at every change, looked at; a course of one's own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.terminal.terminal import Terminal
from tui_dl.course.written.loader import lessons_folder

if TYPE_CHECKING:
    from pathlib import Path


def tui_dl(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui_dl", *arguments]
    told = {**os.environ, "LANG": "C.UTF-8", **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=told, input="")


def test_a_new_lesson_passes_its_own_proof(tmp_path: Path) -> None:
    assert tui_dl("lesson", "new", "my-lesson", "--into", str(tmp_path)).returncode == 0
    proof = tui_dl("lesson", "check", str(tmp_path / "my-lesson"))
    assert proof.returncode == 0, proof.stdout
    again = tui_dl("lesson", "new", "my-lesson", "--into", str(tmp_path))
    assert again.returncode == 2
    assert "my-lesson" in again.stderr


@pytest.mark.parametrize("name", ["../x", "", "A", "x" * 41, "a b", "a/b"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    assert tui_dl("lesson", "new", name, "--into", str(tmp_path)).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_it_is_proven_again_when_a_file_changes(tmp_path: Path) -> None:
    tui_dl("lesson", "new", "mine", "--into", str(tmp_path))
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui_dl", "lesson", "check", "--watch", str(tmp_path / "mine")],
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job's children ignore Ctrl-C
    )
    child.expect("fine")
    time.sleep(0.05)  # a clock of files may be coarse
    words = tmp_path / "mine" / "en.md"
    words.write_text(words.read_text("utf-8").replace("0.95", "0.96"), encoding="utf-8")
    child.expect("0.96")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


@pytest.mark.terminal
def test_it_can_be_looked_at_and_nothing_is_kept(tmp_path: Path) -> None:
    tui_dl("lesson", "new", "mine", "--into", str(tmp_path))
    home = tmp_path / "home"
    home.mkdir()
    terminal = Terminal(home, "--lang", "en", "lesson", "preview", str(tmp_path / "mine"), "--step", "try")
    terminal.wait("Part the points")
    terminal.press("\x11")
    assert terminal.ends() == 0
    assert list(home.iterdir()) == []


@pytest.mark.terminal
def test_a_course_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "course"
    shutil.copytree(lessons_folder() / "00-hello", mine / "first")
    entry = 'id = "hello"\nfolder = "{}"\nminutes = 5\nready = true\ntitle = {{ en = "My own", ko = "내 것" }}\n'
    unit = 'format = 1\n[[unit]]\nid = "u"\ntitle = { en = "Unit", ko = "단원" }\n[[unit.lesson]]\n'
    able = 'able = { en = "try", ko = "시도" }\n'
    (mine / "course.toml").write_text(unit + entry.format("first") + able, encoding="utf-8")
    assert "My own" in tui_dl("--lang", "en", "--course", str(mine), "lesson", "list").stdout
    terminal = Terminal(tmp_path / "home", "--lang", "en", "--course", str(mine))
    terminal.wait("My own")
    terminal.press("\r")
    terminal.wait("step 1 of 7")
    terminal.child.close(force=True)
    (mine / "course.toml").write_text(unit + entry.format("../first") + able, encoding="utf-8")
    refused = tui_dl("--lang", "en", "--course", str(mine), "lesson", "run", "hello")
    assert refused.returncode == 2
    assert "../first" in refused.stderr


def test_no_course_there(tmp_path: Path) -> None:
    refused = tui_dl("--course", str(tmp_path), "lesson", "list")
    assert refused.returncode == 2
    assert str(tmp_path) in refused.stderr


def test_no_escape_sequence_of_a_lesson_reaches_the_terminal(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    tui_dl("lesson", "new", "mine", "--into", str(tmp_path))
    words = mine / "en.md"
    words.write_text(words.read_text("utf-8").replace("Find out.", "Find \x1b[2J\x07\x9b31mout."), encoding="utf-8")
    (tmp_path / "course.toml").write_text(
        'format = 1\n[[unit]]\nid = "u"\ntitle = { en = "U", ko = "U" }\n[[unit.lesson]]\nid = "mine"\n'
        'folder = "mine"\nminutes = 1\nready = true\ntitle = { en = "M", ko = "M" }\nable = { en = "-", ko = "-" }\n',
        encoding="utf-8",
    )
    shutil.copytree(lessons_folder() / "glossary", tmp_path / "glossary")
    command = [sys.executable, "-m", "tui_dl", "--lang", "en", "--course", str(tmp_path), "lesson", "run", "mine"]
    told = {**os.environ, "LANG": "C.UTF-8", "TUI_DL_HOME": str(tmp_path / "home")}
    out = subprocess.run(command, capture_output=True, text=True, check=False, env=told, input="answer 1\n").stdout
    assert "Find [2J31mout." in out
    assert not [char for char in out if not char.isprintable() and char not in "\n\t"]
