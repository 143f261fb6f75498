"""A share of each campaign, small enough for every day; the whole is a command (see each module's first line)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns import faults, figures, soak, thirty
from tests.campaigns.any_keys import storm
from tests.campaigns.typing_noise import campaign

ROOT = Path(__file__).parents[2]


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A campaign in a process of its own: what it hooks into cannot be taken out again."""
    command = [sys.executable, "-m", f"tests.campaigns.{module}", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"}
    )


@pytest.mark.timeout(400)
def test_twenty_thousand_inputs_that_nobody_meant() -> None:
    told = run("fuzz", "--count", "20000", "--seed", "3")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "20000 inputs" in told.stdout
    assert told.stderr == "", "nothing is said behind the learner's back"


@pytest.mark.timeout(400)
def test_figures_on_their_worst_day() -> None:
    assert figures.campaign(seed=1, numbers=range(500)) == []


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a pseudo-terminal as Linux has it")
@pytest.mark.timeout(400)
def test_noise_and_ten_megabytes_typed_into_the_program(tmp_path: Path) -> None:
    campaign(tmp_path, seed=2, count=60)


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks processes up in /proc")
@pytest.mark.timeout(400)
def test_faults_while_a_learner_answers(tmp_path: Path) -> None:
    counted, found = faults.campaign(seed=4, first=0, count=100, folder=tmp_path)
    assert found == []
    assert counted.keys() == faults.KINDS.keys()


@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2])
async def test_keys_clicks_and_sizes_at_random(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    await storm(tmp_path, seed, 150)


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="proportional set sizes")
def test_twenty_seconds_of_a_soak_are_flat(tmp_path: Path) -> None:
    seen = soak.warm(soak.soak(20.0, tmp_path, soak.TRAINING))
    assert len(seen) > 2
    assert soak.grew(seen) == []


@pytest.mark.terminal
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="proportional set sizes")
def test_three_learners_all_get_their_turn(tmp_path: Path) -> None:
    """The command measures thirty; here it is shown that it measures at all."""
    found = thirty.lesson(3, 8.0, 1, tmp_path)
    assert found["keys"] >= 3
    assert found["fewest_of_mean"] > 0
    assert 30 < found["megabytes"] < 3000
