"""The same terminal, place and moment for every picture."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.widgets import Input

from tui_dl.ui import sharing, sweep_run, themes
from tui_dl.ui.screens import board, own_table, sweep
from tui_dl.ui.thrift import budget

NEVER = 1e9  # seconds


@pytest.fixture(autouse=True)
def one_place_one_moment(monkeypatch, tmp_path) -> None:
    """True colour, nothing that moves by itself, Greenwich, and a machine that is never late."""
    for name in ("NO_COLOR", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    time.tzset()
    monkeypatch.setattr(themes.constants, "TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(board, "monotonic", lambda: 0.0)
    monkeypatch.setattr(board, "SPARE", NEVER)
    monkeypatch.setattr(budget, "monotonic", lambda: 0.0)
    monkeypatch.setattr(sweep_run, "monotonic", lambda: 0.0)
    monkeypatch.setattr(own_table, "monotonic", lambda: 0.0)
    for screen in (sweep, own_table):  # what its timer calls the walk calls
        monkeypatch.setattr(screen, "TICK", NEVER)


@pytest.fixture(autouse=True)
def one_code_one_folder(monkeypatch) -> None:
    """A run's code stamps the machine's NumPy, a folder is anybody's."""
    monkeypatch.setattr(sharing, "code_of", lambda *_: f"tui1:{'A-run-as-one-line.' * 12}")
    monkeypatch.setattr(sharing, "folder", lambda: Path("~/my-data/tui-dl/programs"))
