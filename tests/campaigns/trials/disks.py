"""A disk that is full: a small file system of its own where one may be mounted, else a limit on the size of files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.campaigns.trials import lines
from tests.campaigns.trials.learner import Learner, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.campaigns.trials.learner import Site

PAGES, MOST_FREE = 8, 3
PAGE = resource.getpagesize()
LIMITED = lines.with_fault("full_disk", (0, 1500))
INSIDE = "TUI_DL_OWN_MOUNTS"


def apart() -> None:
    """Begin this program anew where it may mount what nobody else sees; where the system allows it, without root."""
    if sys.platform != "linux" or INSIDE in os.environ:
        return
    rights = ["--mount"] if os.getuid() == 0 else ["--user", "--map-root-user", "--mount"]
    command = ["unshare", *rights]
    try:
        told = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return
    if told.returncode == 0:
        os.execvpe(command[0], [*command, *sys.orig_argv], {**os.environ, INSIDE: "1"})


@contextmanager
def small_disk(place: Path, free: int) -> Iterator[None]:
    """A file system at `place`, private and with so many pages left.

    Raises:
        OSError: It cannot be mounted.
    """
    place.mkdir()
    options = f"size={PAGES * PAGE},mode=0700"
    told = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(place)], capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise OSError(told.stderr)
    try:
        (place / "ballast").write_bytes(bytes((PAGES - free) * PAGE))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@cache
def may_mount() -> bool:
    """Whether a file system can be mounted here."""
    with TemporaryDirectory() as name:
        try:
            with small_disk(Path(name) / "disk", 0):
                return True
        except OSError:
            return False


def full(site: Site) -> None:
    """Four answers while there is no room left, or for the first of them alone."""
    if not may_mount():
        LIMITED(site)
        return
    with small_disk(site.home, site.luck.randint(0, MOST_FREE)):
        learner = Learner(site)
        learner.does_the_lesson(site.luck)
        assert learner.leaves() >= 0, learner.complaints
        judge(learner, site.home)


def how() -> str:
    """By what a disk is full here."""
    return "a small file system, ENOSPC" if may_mount() else "a limit on the size of files, EFBIG"
