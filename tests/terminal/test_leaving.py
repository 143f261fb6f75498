"""The line drops, in every way that it can: what was answered is kept, nothing is left running."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.terminal import PATIENCE, Terminal, gone
from tui_dl.cli.leaving import KILLED
from tui_dl.cli.terminal import RESTORED

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks processes up in /proc"),
]


def answers(home: Path) -> dict[str, str]:
    """What is kept, in the journals or in the merged file."""
    lines = [line for path in home.glob("journal-*.jsonl") for line in path.read_text("utf-8").splitlines()]
    entries = [json.loads(line) for line in lines]
    merged = home / "progress.json"
    entries += json.loads(merged.read_text("utf-8"))["entries"] if merged.exists() else []
    return {entry["step"]: entry["value"] for entry in entries if entry["what"] == "answer"}


@pytest.fixture
def training(tmp_path: Path):
    """A terminal in which a question was answered and a network trains."""
    terminal = Terminal(tmp_path, "--lang", "en", "--lesson", "hello")
    terminal.wait("step 1 of 7")
    terminal.press("\x1b[B\r")
    terminal.wait("● Numbers")
    terminal.press("n")
    terminal.wait("step 2 of 7")
    terminal.press("[[[ ")
    terminal.wait("running")
    yield terminal
    terminal.child.close(force=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_leaves_in_order(training: Terminal, tmp_path: Path, number: int) -> None:
    children = training.children()
    assert children
    os.kill(training.child.pid, number)
    assert training.ends() == KILLED + number
    assert "\x1b[?1049l" in training.written
    assert all(gone(pid) for pid in children)
    assert len(answers(tmp_path)) == 1


def test_a_terminal_that_is_closed(training: Terminal, tmp_path: Path) -> None:
    children, pid = training.children(), training.child.pid
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), training.child.child_fd)
    assert all(gone(one) for one in [*children, pid])
    assert len(answers(tmp_path)) == 1


def test_a_line_that_stalls_and_then_hangs_up(training: Terminal, tmp_path: Path) -> None:
    children, pid = training.children(), training.child.pid
    for size in range(40):  # drawings that nobody reads, until the line takes no more
        training.child.setwinsize(24 + size % 2 * 20, 80 + size)
        time.sleep(0.05)
    os.kill(pid, signal.SIGHUP)
    started = time.monotonic()
    assert gone(pid)
    assert time.monotonic() - started < 10, "a second, and what a busy machine adds"
    assert all(gone(one) for one in children)
    assert len(answers(tmp_path)) == 1


def test_a_terminal_that_goes_without_a_signal(tmp_path: Path) -> None:
    """It does not control the program, so no signal is sent."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (24, 80))
    program = subprocess.Popen(
        [sys.executable, "-m", "tui_dl", "--lang", "en"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TUI_DL_HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )
    os.close(theirs)
    try:
        read = b""
        while b"Ctrl+Q" not in read:
            assert select.select([ours], [], [], PATIENCE)[0], read.decode(errors="replace")
            read += os.read(ours, 65536)
        os.close(ours)
        assert program.wait(timeout=20) == KILLED + signal.SIGHUP
    finally:
        program.kill()
        program.wait()


def test_what_is_put_right_names_every_mode_that_was_set() -> None:
    for mode in ("1000", "1003", "1006", "1004", "2004", "1049"):
        assert f"\x1b[?{mode}l" in RESTORED


def test_killed_outright_it_goes_on_at_the_same_spot_and_puts_the_terminal_right(tmp_path: Path) -> None:
    """A terminal that stays open, as a shell's does: what a killed program left in it is there for the next one."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (24, 80))
    cooked = termios.tcgetattr(theirs)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tui_dl", "--lang", "en", "--lesson", "layer"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TUI_DL_HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        )

    def until(words: bytes) -> None:
        read = b""
        while words not in read:
            assert select.select([ours], [], [], PATIENCE)[0], read[-2000:].decode(errors="replace")
            read += os.read(ours, 65536)

    try:
        program = start()
        until(b"step 1 of 9")
        os.write(ours, b"n")
        until(b"step 2 of 9")
        os.write(ours, b" ")
        until(b"running")
        while not (tmp_path / "spot.json").exists() or b'"run":"' not in (tmp_path / "spot.json").read_bytes():
            if select.select([ours], [], [], 0.05)[0]:
                os.read(ours, 65536)
        program.kill()
        program.wait()
        assert not termios.tcgetattr(theirs)[3] & termios.ICANON, "killed, it could not put it right itself"
        program = start()
        until(b"where you left off")
        assert os.get_blocking(theirs), "a slow line is waited for, or half of a frame is lost"
        os.write(ours, b"\x11")
        while program.poll() is None:
            if select.select([ours], [], [], 0.05)[0]:
                os.read(ours, 65536)
        assert program.returncode == 0
        assert termios.tcgetattr(theirs)[3] == cooked[3]
    finally:
        program.kill()
        program.wait()
        os.close(ours)
        os.close(theirs)
