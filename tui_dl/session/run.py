"""A run: the experiment it began with and the changes made on its way, each at its step."""

from __future__ import annotations

import msgspec
import numpy as np

from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Run, RunChange
from tui_dl.session.vetting import vet

VERSION = 1
__all__ = ["Run", "RunChange", "from_text", "to_text"]


class _Stamped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    numpy: str
    run: Run


def to_text(run: Run) -> str:
    """The run as one line of JSON, stamped with the NumPy version that made it."""
    return msgspec.json.encode(_Stamped(VERSION, np.__version__, run)).decode()


def from_text(text: str) -> Run:
    """The run that `to_text` wrote.

    Raises:
        Problem: The text is no run, one of a version that this program does not know, or one that cannot be.
    """
    try:
        stamped = msgspec.json.decode(text, type=_Stamped)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Problem("bad_run", reason=str(error)) from None
    if stamped.version != VERSION:
        raise Problem("bad_run", reason=f"version {stamped.version}")
    return vet(stamped.run)
