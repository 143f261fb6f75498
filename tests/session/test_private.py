"""Files for their owner alone, from their first byte on, and never half there."""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tui_dl
from tui_dl.session.private import FILE_MODE, put, put_new

if TYPE_CHECKING:
    from collections.abc import Iterator

resource = pytest.importorskip("resource", reason="limits as POSIX has them")
PACKAGE = Path(tui_dl.__file__).parent
FOR_OTHERS = {"cli/authoring.py", "course/checks/kept.py"}  # lessons that one writes, and what was proven of them
WRITES = re.compile(r"\.write_text\(|\.write_bytes\(|\.chmod\(|open\(\"[wxa]b?\"")


@contextmanager
def room_for(count: int) -> Iterator[None]:
    """Files of this process end after so many bytes: a write is cut, the next one refused."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A system on which new files are everybody's unless a program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("write", [put, put_new])
def test_it_is_made_for_its_owner(tmp_path: Path, write) -> None:
    write(tmp_path / "a.md", "어제\n")
    assert (tmp_path / "a.md").read_bytes() == "어제\n".encode()
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == FILE_MODE


def test_what_was_there_is_replaced_as_a_whole_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "a.toml", tmp_path / "a.toml"
    real.parent.mkdir()
    real.write_text("old")
    real.chmod(0o644)
    link.symlink_to(real)
    put(link, b"new", safely=True)
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == FILE_MODE


def test_a_disk_that_is_full_leaves_what_was_there_and_nothing_half(tmp_path: Path) -> None:
    put(tmp_path / "a", "old")
    with room_for(100):
        for write, name in ((put, "a"), (put_new, "b")):
            with pytest.raises(OSError, match="too large"):
                write(tmp_path / name, "x" * 10_000)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_a_new_file_takes_no_others_place(tmp_path: Path) -> None:
    put_new(tmp_path / "a", "mine")
    with pytest.raises(FileExistsError):
        put_new(tmp_path / "a", "other")
    assert (tmp_path / "a").read_text() == "mine"


def test_no_other_module_writes_a_learners_files_by_itself() -> None:
    written = [path for path in PACKAGE.rglob("*.py") if WRITES.search(path.read_text("utf-8"))]
    own = {path.relative_to(PACKAGE).as_posix() for path in written}
    assert own == FOR_OTHERS
