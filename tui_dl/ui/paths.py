"""Paths as they are typed: completed from what lies in their folder, made whole, with their size."""

from __future__ import annotations

import asyncio
import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.suggester import Suggester

if TYPE_CHECKING:
    from tui_dl.data.recipe import TableFile

MOST_LOOKED_AT = 2_000  # entries of a folder
ENDINGS = (".csv", ".tsv", ".txt")


class PathSuggester(Suggester):
    """Folders and tables that begin as what was typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path; None where nothing begins so. A slow disk holds up no key."""
        return await asyncio.to_thread(suggested, value)


def suggested(typed: str) -> str | None:
    """The first folder or table, by name, that begins as what was typed."""
    folder, _, begun = typed.rpartition("/")
    if not begun:
        return None
    where = Path(as_path(f"{folder}/" if "/" in typed else "."))
    try:
        with os.scandir(where) as entries:
            found = sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in itertools.islice(entries, MOST_LOOKED_AT)
                if entry.name.startswith(begun) and (entry.is_dir() or entry.name.lower().endswith(ENDINGS))
            )
    except (OSError, ValueError):
        return None
    return typed[: len(typed) - len(begun)] + found[0] if found else None


def as_path(typed: str) -> str:
    """Absolute, as it was named: a link stays a link; quotes round it, as terminals paste them, go."""
    bare = typed.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    return os.path.abspath(os.path.expanduser(bare))  # noqa: PTH100, PTH111  a link stays a link


def size_of(source: TableFile | None) -> str:
    """A file's size in megabytes; "?" where it has none."""
    try:
        return f"{Path(source.path).stat().st_size / 1e6:.1f}" if source else "?"
    except (OSError, ValueError):
        return "?"
