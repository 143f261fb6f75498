"""A large table that was read once, as arrays in a private folder, where other processes of the same program find it.

The environment names the folder while the app runs; it makes none itself, and whoever named it takes it away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.own import FOLDER
from tui_dl.data.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST, MOST_BYTES = 1_000_000, 1_000_000_000  # bytes of a table that is kept; of all that are kept
SPARE = 4  # times the table must be free on the disk
PIECE = 2**20


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def keep(key: bytes, table: Table) -> None:
    """Keep the table, if it is large and there is room; what cannot be kept is read again."""
    folder, size = _folder(), table.inputs.nbytes + table.targets.nbytes
    if folder is None or not LEAST <= size <= MOST_BYTES:
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if shutil.disk_usage(folder).free < SPARE * size:
            return
        _make_room(folder, size)
        names = {"features": table.feature_names, "classes": table.class_names}
        stem = folder / _stem(key)
        for suffix, array in ((".inputs.npy", table.inputs), (".targets.npy", table.targets)):
            _write(stem.with_suffix(suffix), array)
        _write(stem.with_suffix(".json"), np.frombuffer(json.dumps(names).encode(), np.uint8))  # last: then it is whole
    except OSError:
        return


def kept(key: bytes) -> Table | None:
    """The table that was kept, its arrays mapped from the disk; None where it was not."""
    folder = _folder()
    if folder is None:
        return None
    stem = folder / _stem(key)
    try:
        names = json.loads(np.load(stem.with_suffix(".json"), allow_pickle=False).tobytes())
        inputs, targets = (
            np.load(stem.with_suffix(suffix), mmap_mode="r", allow_pickle=False)
            for suffix in (".inputs.npy", ".targets.npy")
        )
        return Table(inputs, targets, tuple(names["features"]), tuple(names["classes"]))
    except (OSError, ValueError, KeyError):
        return None


def _folder() -> Path | None:
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def _stem(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:32]


def _write(path: Path, array: NDArray[np.generic]) -> None:
    """All of it or nothing, for its owner alone."""
    file, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(file, "wb") as stream:
            np.save(stream, array, allow_pickle=False)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _make_room(folder: Path, size: int) -> None:
    """The tables kept longest ago go, until this one fits; who has one open goes on reading it."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    held = sum(path.stat().st_size for path in files)
    for path in files:
        if held + size <= MOST_BYTES:
            return
        held -= path.stat().st_size
        path.unlink()
