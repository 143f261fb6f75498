"""The same terminal, place and moment for every picture."""

from __future__ import annotations

import time

import pytest
from textual.widgets import Input

from tui_dl.ui import budget, themes
from tui_dl.ui.screens import board


@pytest.fixture(autouse=True)
def one_place_one_moment(monkeypatch, tmp_path) -> None:
    """True colour, nothing that moves by itself, Greenwich, and a machine that is never late."""
    for name in ("NO_COLOR", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    time.tzset()
    monkeypatch.setattr(themes.constants, "TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(Input, "cursor_blink", False)
    monkeypatch.setattr(board, "monotonic", lambda: 0.0)
    monkeypatch.setattr(budget, "monotonic", lambda: 0.0)
