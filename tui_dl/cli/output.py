"""Where a command's words go: to an output that may take ASCII alone, or into a new file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.private import put_new

if TYPE_CHECKING:
    from pathlib import Path


def in_ascii(wished: bool) -> bool:
    """Whether to draw in ASCII alone: as it is `wished`, or because the output has no UTF-8."""
    return wished or "utf" not in (sys.stdout.encoding or "").lower()


def write_new(path: Path, text: str) -> None:
    """A file that is not there yet, readable by its owner alone.

    Raises:
        Problem: It is there, or cannot be written.
    """
    try:
        put_new(path, text)
    except FileExistsError:
        raise Problem("file_exists", path=str(path)) from None
    except OSError as error:
        raise Problem("file_unwritable", path=str(path), reason=error.strerror or str(error)) from None
