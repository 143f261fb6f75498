"""Nobody is hurt: no connection, nothing written outside of the program's own folder, files for their owner alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tui_dl.course.slate import MOST_BYTES, Slate

WATCH = Path(__file__).parent / "watch"


def watched(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process tells of connections and of what it writes."""
    return {
        "PYTHONPATH": os.pathsep.join([str(WATCH), str(Path(__file__).parents[2])]),
        "TUI_DL_WATCHED": str(tmp_path / "seen.txt"),
        "TUI_DL_HOME": str(tmp_path / "home"),
        "HOME": str(tmp_path / "user"),
        "LANG": "C.UTF-8",
    }


def seen(tmp_path: Path) -> tuple[list[str], set[Path]]:
    """Connections, and the files and folders that were written or changed."""
    lines = (tmp_path / "seen.txt").read_text("utf-8").splitlines()
    sockets = [line for line in lines if line.startswith("socket ")]
    return sockets, {Path(line.removeprefix("wrote ")) for line in lines if line.startswith("wrote ")}


def outside(tmp_path: Path, written: set[Path]) -> set[Path]:
    """What was written elsewhere than in the program's folder; interpreter caches excepted."""
    own = tmp_path / "home"
    return {path for path in written if not path.is_relative_to(own) and "__pycache__" not in path.parts}


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    script = "import socket, pathlib; socket.socket(socket.AF_INET); pathlib.Path('x').write_text('')"
    (tmp_path / "cwd").mkdir()
    subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=tmp_path / "cwd", env={**os.environ, **watched(tmp_path)}
    )
    sockets, written = seen(tmp_path)
    assert sockets
    assert outside(tmp_path, written) == {tmp_path / "cwd" / "x"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "circles", "--epochs", "3", "--baselines"),
        ("lesson", "run", "rules"),
        ("notebook",),
        ("doctor",),
        ("paths",),
    ],
)
def test_commands_connect_nowhere_and_write_at_home_alone(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tui_dl", "--lang", "en", *arguments]
    told = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        input="solution\nnext\n",
        env={**os.environ, **watched(tmp_path)},
    )
    assert told.returncode in {0, 1}, told.stderr
    sockets, written = seen(tmp_path)
    assert sockets == []
    assert outside(tmp_path, written) == set()


@pytest.mark.terminal
def test_the_app_connects_nowhere_and_writes_at_home_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in watched(tmp_path).items():
        monkeypatch.setenv(name, value)
    terminal = Terminal(tmp_path / "home", "--lang", "en", "--lesson", "layer")
    terminal.wait("step 1 of 9")
    terminal.press("n")
    terminal.wait("step 2 of 9")
    terminal.press(" ")
    terminal.wait("running")
    terminal.press("b")
    terminal.wait("RBF SVM")
    terminal.press("\x13")
    terminal.wait("Saved as")
    terminal.press("\x11")
    assert terminal.ends() == 0
    sockets, written = seen(tmp_path)
    assert sockets == []
    assert outside(tmp_path, written) == set()
    kept = sorted((tmp_path / "home").rglob("*"))
    assert kept
    modes = {str(path): stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


def test_a_slate_has_a_cap(tmp_path: Path) -> None:
    slate = Slate(tmp_path / "slate")
    slate.put(b"small")
    slate.put(b"x" * (MOST_BYTES + 1))
    slate.flush()
    assert slate.read() == b"small"
