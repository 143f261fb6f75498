"""Installing as others do: `python -m tests.campaigns.installs python3.11 python3.13`, each without a compiler.

A wheel is built, and for each Python named: installed from wheels alone into a fresh environment that nobody may write
to afterwards, and run from there with a home of its own (by another user, if we are root): version, lessons, a
training, the first lesson as plain lines, the app in a pseudo-terminal. Once, the same wheel by pipx.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect

ROOT = Path(__file__).parents[2]
FIRST_LESSON = "answer 2\nnext\nsolution\nnext\nsolution\nnext\nanswer 1\nnext\nsolution\nnext\nsolution\nnext\nnext\n"
COMMANDS = (("--version",), ("lesson", "list"), ("train", "moons", "--epochs", "3", "--json"), ("doctor",))
PATIENCE = 120.0


def run(command: list[str], **options: object) -> str:
    """What a command prints.

    Raises:
        AssertionError: It fails.
    """
    told = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert told.returncode == 0, f"{command}\n{told.stdout[-2000:]}\n{told.stderr[-2000:]}"
    return told.stdout


def build(folder: Path) -> Path:
    """The wheel; the sdist beside it."""
    run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(python: str, wheel: Path, place: Path) -> Path:
    """The command, in a fresh environment that nobody may write to; its Python never had the chance to compile."""
    run([python, "-m", "venv", str(place)])
    pip = [str(place / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", "--no-compile"]
    run([*pip, "--only-binary", ":all:", str(wheel)])
    for path in (place, *place.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return place / "bin" / "tui-dl"


def reader(python: str) -> list[str]:
    """What a command is begun with, so that it may write nowhere but at home: empty where we may not, either.

    As the user `nobody`; where that user cannot reach this Python, as root without root's leave to write anywhere.
    """
    if os.getuid() != 0:
        return []
    nobody = ["setpriv", "--reuid=nobody", "--clear-groups"]
    reached = subprocess.run([*nobody, python, "--version"], capture_output=True, check=False).returncode == 0
    return nobody if reached else ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


def environment(home: Path, begun_with: list[str]) -> dict[str, str]:
    """What a user of the machine has."""
    home.mkdir()
    if "--reuid=nobody" in begun_with:
        other = pwd.getpwnam("nobody")
        os.chown(home, other.pw_uid, other.pw_gid)
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def walk(program: Path, folder: Path, begun_with: list[str]) -> None:
    """Everything that a new user tries first; what is written is written at home."""
    home = folder / "home"
    told = {"env": environment(home, begun_with), "cwd": "/"}
    for arguments in COMMANDS:
        assert run([*begun_with, str(program), *arguments], **told), arguments
    lesson = run([*begun_with, str(program), "--lang", "en", "lesson", "run", "hello"], input=FIRST_LESSON, **told)
    assert "Step 7 of 7" in lesson, lesson[-2000:]
    command, *arguments = [*begun_with, str(program), "--lang", "en"]
    screen = pexpect.spawn(command, arguments, dimensions=(24, 80), timeout=PATIENCE, **told)
    screen.expect("Your first network")
    screen.expect("Ctrl\\+Q")
    screen.send("\x11")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0, screen.exitstatus
    assert list(home.rglob("progress.json")), "what was done is kept at home"


def by_pipx(wheel: Path, folder: Path) -> None:
    """The wheel by pipx, with places of its own."""
    run([sys.executable, "-m", "venv", str(folder / "pipx")])
    python = str(folder / "pipx" / "bin" / "python")
    run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pipx"])
    places = {"PIPX_HOME": str(folder / "px"), "PIPX_BIN_DIR": str(folder / "bin"), "PIPX_MAN_DIR": str(folder / "man")}
    run([python, "-m", "pipx", "install", str(wheel)], env={**os.environ, **places})
    assert run([str(folder / "bin" / "tui-dl"), "--version"]).startswith("tui-dl")
    assert list((folder / "man").rglob("tui-dl.1")), "the manual page comes along"


def main() -> None:
    """Each Python, then pipx."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pythons", nargs="+")
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        wheel = build(folder / "dist")
        for number, python in enumerate(chosen.pythons):
            place = folder / str(number)
            place.mkdir()
            walk(install(python, wheel, place / "shared"), place, reader(python))
            who = "nobody" if "--reuid=nobody" in reader(python) else "who may not write there"
            sys.stdout.write(f"{python}: {run([python, '--version']).strip()}, installed, walked by {who}\n")
            for path in place.rglob("*"):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)
            shutil.rmtree(place)
        by_pipx(wheel, folder)
        sys.stdout.write("pipx: installed, runs, its manual page is there\n")


if __name__ == "__main__":
    main()
