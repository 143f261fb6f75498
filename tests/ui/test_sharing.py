"""A run on screen as a line and as programs: what stands there is the run, and what is kept makes it again."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from tests.ui.hands import press
from tui_dl.cli.run import command
from tui_dl.session.code import SAME, read, verdict
from tui_dl.ui import sharing
from tui_dl.ui.screens.share import ShareScreen

if TYPE_CHECKING:
    from pathlib import Path


def printed(program: str, folder: Path) -> list[float]:
    """What a program says when it is run where it lies, as a learner does it."""
    told = subprocess.run([sys.executable, program], cwd=folder, capture_output=True, text=True, check=True)
    return [float(line.split()[1]) for line in told.stdout.splitlines()]


async def test_a_run_is_shown_kept_and_made_again(open_app, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sharing, "folder", lambda: tmp_path / "kept")
    async with open_app("hello") as (app, pilot):
        await press(pilot, "z")
        assert not isinstance(app.screen, ShareScreen), "there is no run yet"
        bench = app.screen.bench
        await press(pilot, "n", "space")
        await press(pilot, "z")
        state = bench.state
        shown = app.screen.query_one("#sheet Static").content.plain
        code = shown.partition("tui-dl run ")[2].split()[0]
        assert verdict(read(code), state.weights) == SAME
        assert "import numpy as np" in shown
        await press(pilot, "x")
        await press(pilot, "escape")
        assert not isinstance(app.screen, ShareScreen)
    (folder,) = (tmp_path / "kept").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        *("code.txt", "in_numpy.py", "in_pytorch.py", "in_keras.py", "rows.csv")
    }
    assert (folder / "code.txt").read_text(encoding="utf-8").strip() == code
    losses = printed("in_numpy.py", folder)
    again = json.loads(CliRunner().invoke(command, [code, "--json"], obj="en").output)
    assert again["verdict"] == SAME
    assert len(losses) == state.epochs
    assert abs(losses[-1] - state.records[-1].batch_loss) <= 1e-4 * losses[-1]
