"""Files that are nobody else's business: readable by their owner alone from the first byte on, and never half there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def put(path: Path, content: str | bytes, *, safely: bool = False) -> None:
    """Write a file all at once, in place of what was there; a link is followed.

    Args:
        path: Of the file; its folder is there.
        content: All of it.
        safely: Whether it has to be on the disk before what was there goes.

    Raises:
        OSError: It cannot be written; what was there stays.
    """
    target = path.resolve()
    file, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-")  # 0600, as it is made
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(_bytes(content))
            if safely:
                stream.flush()
                os.fsync(stream.fileno())
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def put_new(path: Path, content: str) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: It is.
        OSError: It cannot be written, and is not there then.
    """
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(_bytes(content))
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
