"""`tui-dl run CODE` from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(arguments if folder else ("-m", "tui_dl", *arguments))]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_a_code_trains_the_same_run_again_and_says_so() -> None:
    told = run("train", "moons", "--epochs", "3", "--code").stdout.splitlines()
    code = told[-1].split()[-1]
    again = run("run", code)
    assert again.returncode == 0
    assert "last bit" in again.stdout.splitlines()[-1]
    assert told[-4:-2] == again.stdout.splitlines()[-4:-2]  # losses and scores
    assert json.loads(run("run", code, "--json").stdout)["verdict"] == "same_bytes"
    refused = run("run", code[:-9])
    assert refused.returncode == 2
    assert "whole line" in refused.stderr


def test_the_program_that_is_printed_runs_by_itself(tmp_path: Path) -> None:
    code = json.loads(run("train", "moons", "--epochs", "3", "--json").stdout)
    first = run("run", code["code"], "--as", "numpy", "--rows", str(tmp_path / "rows.csv"))
    (tmp_path / "program.py").write_text(first.stdout, encoding="utf-8")
    told = run("program.py", folder=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in told] == ["1", "2", "3"]
    refused = run("run", code["code"], "--rows", str(tmp_path / "no" / "where"))
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
