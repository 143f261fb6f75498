"""Where tables that were read are kept while the app runs: a folder of its own, taken away afterwards."""

from __future__ import annotations

import os
import platform
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_dl.data.own import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def kept_in(home: Path) -> Iterator[None]:
    """Name a folder in `home` to this process and its children; what programs that were killed have left there goes."""
    prefix = f"tables-{re.sub('[^a-zA-Z0-9]', '_', platform.node())}-"  # a home may be shared by machines
    for left in home.glob(f"{prefix}*"):
        if _has_ended(left.name.removeprefix(prefix)):
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"{prefix}{os.getpid()}"
    os.environ[FOLDER] = str(folder)
    try:
        yield
    finally:
        del os.environ[FOLDER]
        shutil.rmtree(folder, ignore_errors=True)


def _has_ended(number: str) -> bool:
    """Whether there is no such process any more, as far as this system tells."""
    if os.name != "posix" or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
