"""What a program and its children hold: memory that is theirs alone, by who they are, and the bytes of their files."""

from __future__ import annotations

import subprocess
from pathlib import Path
from statistics import linear_regression
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

HOUR = 3600.0
APP = "app"


class Held(NamedTuple):
    """What was held at one moment."""

    seconds: float
    """Since the beginning."""
    megabytes: Mapping[str, float]
    """By who holds it: the app itself, and each child by the module that it runs."""
    bytes: int
    """Of all files."""


def family(roots: list[int]) -> set[int]:
    """These processes and all that they started."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(tuple(map(int, line.split())) for line in listing.splitlines())
    found = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def size(pid: int, kind: str) -> float:
    """Megabytes of a process, of one kind that the kernel counts; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024


def held(pid: int, home: Path, seconds: float) -> Held:
    """Now. Memory that is read from files is not counted: how much of it is whose depends on who else runs."""
    parts: dict[str, float] = {}
    for one in family([pid]):
        name = APP if one == pid else _role(one)
        parts[name] = parts.get(name, 0.0) + size(one, "Pss_Anon")
    return Held(seconds, parts, sum(path.stat().st_size for path in home.rglob("*") if path.is_file()))


def _role(pid: int) -> str:
    """The last part of the module's name; what has just ended has none."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return "ended"
    return words[words.index("-m") + 1].rpartition(".")[2] if "-m" in words[:-1] else "other"


def names(seen: list[Held]) -> list[str]:
    """Whoever held something."""
    return sorted({name for one in seen for name in one.megabytes})


def peaks(seen: list[Held], name: str) -> tuple[float, float]:
    """The most megabytes in the earlier and in the later half."""
    most = [one.megabytes.get(name, 0.0) for one in seen]
    half = len(most) // 2
    return max(most[:half], default=0.0), max(most[half:], default=0.0)


def leaning(seen: list[Held], name: str) -> float:
    """Megabytes an hour, of the line that fits the moments at which there was such a process best."""
    there = [(one.seconds / HOUR, one.megabytes[name]) for one in seen if name in one.megabytes]
    if len(there) < 2:
        return 0.0
    return linear_regression([at for at, _ in there], [held for _, held in there]).slope
