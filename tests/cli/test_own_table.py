"""`tui-dl train FILE.csv`, as typed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def tui_dl(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui_dl", *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", env={**os.environ, "LANG": "C.UTF-8"}
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    luck = random.Random(1)
    path = tmp_path / "people.csv"
    lines = ["age,city,bought"]
    for _ in range(120):
        age = luck.gauss(40, 10)
        lines.append(f"{age:.1f},{luck.choice(['Seoul', 'Busan'])},{'yes' if age + luck.gauss(0, 5) > 40 else 'no'}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_it_is_previewed_and_learned_beside_the_classical_methods(file: Path) -> None:
    told = tui_dl("train", str(file), "--target", "bought", "--epochs", "20", "--baselines", "--json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["data"] == "people.csv"
    assert found["table"]["inputs"] == 2
    assert found["validation"]["accuracy"] > 0.7
    assert {fit["name"] for fit in found["baselines"]} >= {"linear", "forest", "rbf_svm"}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_preview_alone_trains_nothing(file: Path, language: str) -> None:
    told = tui_dl("--lang", language, "train", str(file), "--target", "bought", "--kind", "city=leave", "--preview")
    assert told.returncode == 0, told.stderr
    assert "Seoul" in told.stdout
    assert "####" in told.stdout
    assert "120" in told.stdout
    facts = json.loads(tui_dl("train", str(file), "--target", "bought", "--preview", "--json").stdout)
    assert facts["columns"][1]["kind"] == "category"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ([], "--target"),
        (["--target", "price"], "age, city, bought"),
        (["--target", "bought", "--kind", "age"], "NAME=VALUE"),
        (["--target", "bought", "--kind", "age=soup"], "soup"),
        (["--target", "bought", "--separator", "x"], "semicolon"),
        (["--target", "bought", "--encoding", "klingon"], "cp949"),
        (["--target", "bought", "--decimal", "x"], "comma"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(file: Path, options: list[str], word: str) -> None:
    told = tui_dl("train", str(file), *options)
    assert told.returncode == 2
    assert word in told.stderr
    assert "Traceback" not in told.stderr


def test_options_of_tables_are_for_tables() -> None:
    told = tui_dl("train", "circles", "--target", "x")
    assert told.returncode == 2
    assert "--target" in told.stderr
