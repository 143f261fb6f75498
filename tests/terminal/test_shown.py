"""What a terminal shows, after changes that were told it in part alone, is what the program means it to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.terminal.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal
QUIET = 1.0  # seconds without news: everything is drawn


def at_rest(terminal: Terminal) -> list[str]:
    """What stands on the screen once nothing more comes."""
    while True:
        try:
            terminal.read(QUIET)
        except pexpect.TIMEOUT:
            return [row.rstrip() for row in terminal.screen.display]


def test_in_bands_and_without_colour_codes_said_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    terminal = Terminal(tmp_path, "--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("ns")
    terminal.wait("sandbox")
    terminal.press("++ ")
    terminal.wait("running")
    terminal.resize(132, 40)
    terminal.press("\\")
    terminal.wait("ended")
    terminal.resize(80, 24)
    terminal.wait("1 Knobs")
    terminal.press("l")
    terminal.wait("끝남")
    terminal.press("-")
    shown = at_rest(terminal)
    terminal.press("\x13")
    terminal.wait("pictures")
    (picture,) = (tmp_path / "pictures").glob("*.txt")
    meant = picture.read_text(encoding="utf-8").split("\n")
    both = zip(shown, meant, strict=True)
    assert [(one, other) for one, other in both if one.replace(" ", "") != other.replace(" ", "")] == []
    terminal.child.close(force=True)
