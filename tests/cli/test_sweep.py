"""`tui-dl sweep` from outside."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

GRID = ("--grid", "learning_rate=0.01,0.1", "--grid", "hidden=2;4,4", "--seeds", "2", "--epochs", "3")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui_dl", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


def test_json_has_one_entry_a_point_with_the_score_of_each_seed() -> None:
    told = json.loads(run("sweep", "moons", *GRID, "--json").stdout)
    assert [entry["point"] for entry in told["results"]] == [
        {"learning_rate": rate, "hidden": hidden} for rate in (0.01, 0.1) for hidden in ([2], [4, 4])
    ]
    for entry in told["results"]:
        scores = [one["validation"] for one in entry["scores"]]
        assert [one["seed"] for one in entry["scores"]] == [1, 2]
        assert entry["mean"] == pytest.approx(sum(scores) / 2)
        assert (entry["lowest"], entry["highest"]) == (min(scores), max(scores))
    assert told["best"]["mean"] == max(entry["mean"] for entry in told["results"])
    assert told["best"]["unseen_seeds"] <= told["best"]["mean"]


def test_csv_has_a_row_a_trial() -> None:
    rows = list(csv.DictReader(io.StringIO(run("sweep", "moons", *GRID, "--csv").stdout)))
    assert [(row["learning_rate"], row["hidden"], row["seed"]) for row in rows][:3] == [
        ("0.01", "2", "1"),
        ("0.01", "2", "2"),
        ("0.01", "4,4", "1"),
    ]
    assert len(rows) == 8


def test_text_has_a_table_a_map_and_what_the_choice_is_worth() -> None:
    ended = run("sweep", "moons", *GRID, "--ascii")
    assert ended.returncode == 0
    assert ended.stdout.isascii()
    for wanted in ("* learning_rate=0.1", "lowest .. highest", "the darker, the higher", "chosen from 4"):
        assert wanted in ended.stdout
    assert "시드" in run("--lang", "ko", "sweep", "moons", *GRID).stdout


def test_kept_trials_are_not_trained_again(tmp_path: Path) -> None:
    path = tmp_path / "trials"
    first = run("sweep", "moons", *GRID, "--json", "--resume", str(path))
    lines = path.read_bytes().splitlines()
    assert len(lines) == 9
    changed = lines[1].replace(b'"epochs":3', b'"epochs":77')
    path.write_bytes(b"\n".join([lines[0], changed, *lines[2:5], lines[5][:20]]))  # ended hard, in the middle of a line
    again = json.loads(run("sweep", "moons", *GRID, "--json", "--resume", str(path)).stdout)
    assert [one["epochs"] for entry in again["results"] for one in entry["scores"]].count(77) == 1
    assert again["best"]["mean"] == json.loads(first.stdout)["best"]["mean"]
    assert len(path.read_bytes().splitlines()) == 9
    other = run("sweep", "moons", *GRID, "--batch-size", "10", "--resume", str(path))
    assert other.returncode == 2
    assert "another sweep" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["moons", "--grid", "rate=1"], "Did you mean"),
        (["moons", "--grid", "learning_rate"], "no axis"),
        (["moons", "--grid", "seed=1,2"], "--seeds"),
        (["iris", "--grid", "noise=0.1,0.2"], "takes no 'noise'"),
        (["moons", "--grid", "hidden=4", "--backend", "dask"], "belong together"),
        (["moons", "--grid", "hidden=4", "--resume", "/nowhere/at/all"], "cannot be used"),
    ],
)
def test_wrong_input_gets_one_clear_sentence(arguments: list[str], said: str) -> None:
    ended = run("sweep", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not ended.stdout
