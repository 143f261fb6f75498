"""The real program in a real pseudo-terminal; waiting is for words, with a time-out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, gone

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks processes up in /proc"),
]


@pytest.fixture
def open_terminal(tmp_path: Path):
    opened = []

    def opener(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield opener
    for terminal in opened:
        terminal.child.close(force=True)


def test_from_the_first_key_to_the_way_out_and_back_again(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "hello")
    terminal.wait("step 1 of 7")
    terminal.press("\x1b[B\r")
    terminal.press("n")
    terminal.wait("step 2 of 7")
    terminal.press(" ")
    terminal.wait("running")
    terminal.resize(150, 40)
    terminal.wait("Methods")
    terminal.press("\x03")
    terminal.wait("Ctrl+Q quits")
    terminal.press("\x11")
    assert terminal.ends() == 0
    assert "\x1b[?1049l" in terminal.written, "the terminal's own screen is back"
    again = open_terminal("--lang", "en", "--lesson", "hello")
    again.wait("step 2 of 7")


def test_the_training_process_killed_is_one_sentence_and_no_end(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("n")
    terminal.wait("step 2 of 9")
    terminal.press(" ")
    terminal.wait("running")
    for pid in terminal.children():
        os.kill(pid, signal.SIGKILL)
    terminal.wait("training process ended")
    terminal.press("r")
    terminal.wait("running")


def test_no_orphan_when_the_program_is_killed(open_terminal) -> None:
    terminal = open_terminal("--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("n")
    terminal.wait("step 2 of 9")
    terminal.press(" ")
    terminal.wait("running")
    children = terminal.children()
    assert children
    os.kill(terminal.child.pid, signal.SIGKILL)
    assert all(gone(pid) for pid in children)


def test_without_a_terminal_it_says_what_there_is_instead(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui_dl"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TUI_DL_HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert done.returncode == 2
    assert "tui-dl train" in done.stderr
    assert done.stdout == ""
