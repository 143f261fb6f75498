"""Nobody is hurt: no connection, nothing written outside of the program's own folder, files for their owner alone.

Every Python process of the program tells of what it writes; where the kernel can forbid sockets for the internet,
whoever asks for one is killed; where there is strace, it looks on, too, and sees what is not Python.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.terminal.watch.forbidding import POSSIBLE
from tui_dl.__main__ import THREAD_VARIABLES
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.slate import MOST_BYTES
from tui_dl.session.children.child import MOST_LOG, Child
from tui_dl.session.children.platform import child_environment

WATCH = Path(__file__).parent / "watch"
INTERNET = ("AF_INET", "AF_INET6")
WRITES = re.compile(r'(?:openat|open|creat|mkdir|mkdirat)\((?:AT_FDCWD, )?"([^"]+)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)')
DEVICES = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/ptmx", "/proc/")  # not /dev/shm: what lies there stays
SEMAPHORE = "/dev/shm/sem."  # joblib tries one out while it is imported, and takes it away


def watched(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process tells of connections and of what it writes."""
    return {
        "PYTHONPATH": os.pathsep.join([str(WATCH), str(Path(__file__).parents[2])]),
        "TUI_DL_WATCHED": str(tmp_path / "seen.txt"),
        "TUI_DL_FORBIDDEN": "1" if POSSIBLE else "",
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


def open_to_others(home: Path) -> dict[Path, int]:
    """Files and folders of the program that somebody else may read, with their modes."""
    kept = [home, *home.rglob("*")] if home.exists() else []
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in kept}
    return {path: mode for path, mode in modes.items() if mode & 0o077}


def strace(calls: Path) -> list[str]:
    """A command that writes down what is opened and connected; empty where it is not, or may not look on."""
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network,open,openat,creat", "-o", str(calls)]
    if shutil.which("strace") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
        return command
    calls.unlink(missing_ok=True)
    return []


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    script = "import socket, pathlib; pathlib.Path('x').write_text(''); socket.socket(socket.AF_INET)"
    (tmp_path / "cwd").mkdir()
    told = {**os.environ, **watched(tmp_path), "TUI_DL_FORBIDDEN": ""}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path / "cwd", env=told)
    sockets, written = seen(tmp_path)
    assert sockets
    assert outside(tmp_path, written) == {tmp_path / "cwd" / "x"}


@pytest.mark.skipif(not POSSIBLE, reason="a filter for Linux on two kinds of processors")
@pytest.mark.parametrize("family", INTERNET)
def test_what_is_forbidden_is_the_end_of_a_child_that_does_it(tmp_path: Path, family: str) -> None:
    child = f"import socket; socket.socket(socket.AF_UNIX).close(); socket.socket(socket.{family})"
    script = f"import subprocess, sys; sys.exit(-subprocess.call([sys.executable, '-c', {child!r}]))"
    done = subprocess.run([sys.executable, "-c", script], check=False, env={**os.environ, **watched(tmp_path)})
    assert done.returncode == signal.SIGSYS


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "circles", "--epochs", "3", "--baselines"),
        ("sweep", "circles", "--grid", "hidden=4,6", "--seeds", "2", "--epochs", "2", "--jobs", "2"),
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
    assert open_to_others(tmp_path / "home") == {}


@pytest.mark.terminal
def test_the_app_connects_nowhere_and_writes_at_home_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in watched(tmp_path).items():
        monkeypatch.setenv(name, value)
    calls = tmp_path / "calls.txt"
    terminal = Terminal(tmp_path / "home", "--lang", "en", "--lesson", "layer", under=strace(calls))
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
    if calls.exists():
        called = calls.read_text("utf-8", "replace")
        assert "openat(" in called
        assert not [family for family in INTERNET if f"socket({family}," in called]
        opened = {Path(path) for path in WRITES.findall(called) if not path.startswith((*DEVICES, SEMAPHORE))}
        assert any(path.is_relative_to(tmp_path / "home") for path in opened)
        assert outside(tmp_path, opened) <= {tmp_path / "seen.txt"}
    assert list((tmp_path / "home").rglob("*"))
    assert open_to_others(tmp_path / "home") == {}


@pytest.mark.parametrize(("asked", "threads"), [(None, 1), ("2", 2)])
def test_one_thread_of_linear_algebra_unless_more_are_asked_for(asked: str | None, threads: int) -> None:
    """Of the program itself; its children have one in any case, so that a run is the same bytes again."""
    script = (
        "import tui_dl.cli, tui_dl.__main__ as program\n"
        "def run():\n"
        "    import numpy, threadpoolctl\n"
        "    print(*(pool['num_threads'] for pool in threadpoolctl.threadpool_info()))\n"
        "tui_dl.cli.run = run\n"
        "program.main()"
    )
    told = {name: value for name, value in os.environ.items() if name not in THREAD_VARIABLES}
    told |= {"OPENBLAS_NUM_THREADS": asked} if asked else {}
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=told)
    assert {int(number) for number in done.stdout.split()} == {min(threads, os.cpu_count() or 1)}
    assert {child_environment()[name] for name in THREAD_VARIABLES} == {"1"}


def test_a_spot_has_a_cap_and_a_word_is_said_once(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "home") as progress:
        progress.stand_at(b"small")
        for _ in range(2):
            progress.stand_at(b"x" * (MOST_BYTES + 1))
        progress.flush()
        assert progress.spot.read() == b"small"
        assert [problem.code for problem in progress.untold()] == ["spot_large"]


def test_a_log_begins_again_before_it_is_large(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    for size, left in ((MOST_LOG, MOST_LOG), (MOST_LOG + 1, 0)):
        log.write_bytes(b"x" * size)
        with Child("tui_dl.session.children.frames", log) as child:
            child.send(b"")
            child.wait()
        assert log.stat().st_size == left
