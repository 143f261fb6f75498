"""Wheel and sdist: built, installed where nobody may write, and run from there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.cli.make_share import SHARE, SHELLS
from tests.terminal.test_nobody_is_hurt import outside, seen, watched

ROOT = Path(__file__).parents[2]
BUILT_FROM = ("tui_dl", "lessons", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_what_may_follow(shell: str) -> None:
    asked = {
        "_TUI_DL_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "tui-dl ver",
        "COMP_CWORD": "ver" if shell == "fish" else "1",
    }
    told = subprocess.run(
        [sys.executable, "-m", "tui_dl"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **asked},
    )
    assert "verify" in told.stdout
    assert "train" not in told.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both archives, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("build")
    for name in BUILT_FROM:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "dist"


def test_the_wheel_installs_where_nobody_may_write_and_runs_from_there(built: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(shared)
    for path in sorted(shared.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    shared.chmod(0o555)
    environment = watched(tmp_path)
    environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"].split(os.pathsep)[0], str(shared)])
    try:
        for arguments in (["lesson", "list"], ["train", "iris", "--epochs", "2", "--json"], ["paths"]):
            told = subprocess.run(
                [sys.executable, "-P", "-m", "tui_dl", *arguments],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": "1"},
            )
            assert told.returncode == 0, told.stderr
        where = [sys.executable, "-P", "-c", "import tui_dl; print(tui_dl.__file__)"]
        found = subprocess.run(where, capture_output=True, text=True, check=True, env={**os.environ, **environment})
        assert found.stdout.startswith(str(shared)), "it is the installed program that ran"
    finally:
        for path in [shared, *shared.rglob("*")]:
            path.chmod(0o755)
    assert outside(tmp_path, seen(tmp_path)[1]) == set()


def test_the_wheel_carries_what_is_needed_and_no_compiled_code(built: Path) -> None:
    (wheel,) = built.glob("*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "tui_dl/_lessons/course.toml" in names
    assert any(name.endswith("share/man/man1/tui-dl.1") for name in names)
    for place in (
        "bash-completion/completions/tui-dl",
        "zsh/site-functions/_tui-dl",
        "fish/vendor_completions.d/tui-dl.fish",
    ):
        assert any(name.endswith(f"share/{place}") for name in names), place
    assert not [name for name in names if name.endswith((".so", ".pyd"))]


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (again,) = (tmp_path / "dist").glob("*.whl")
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {item.filename: item.CRC for item in one.infolist()} == {
            item.filename: item.CRC for item in other.infolist()
        }


def test_share_is_where_packagers_look() -> None:
    assert {path.name for path in SHARE.rglob("*") if path.is_file()} >= {
        "tui-dl.1",
        "tui-dl.bash",
        "_tui-dl",
        "tui-dl.fish",
    }
