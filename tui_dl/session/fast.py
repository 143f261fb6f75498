"""Which trainer moves a network: NumPy's, or the compiled one where it is installed and asked for."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from tui_dl.engine.training import Trainer

ASKED = "TUI_DL_FAST"  # in the environment, and so for every child: set to anything but 0, it asks


def asked() -> bool:
    """Whether the compiled engine is asked for."""
    return os.environ.get(ASKED, "0") not in {"", "0"}


def installed() -> str:
    """The version of numba, which compiles; "" without it."""
    if not find_spec("numba"):
        return ""
    from importlib.metadata import version  # noqa: PLC0415  it reads mail, and start-up waits for it

    return version("numba")


def trainer_class() -> type[Trainer]:
    """What is to train."""
    return compiled_trainer() if asked() and installed() else Trainer


def engine_name() -> str:
    """What else the last bits of a run depend on: "" for the NumPy engine."""
    return f"numba {installed()}" if asked() and installed() else ""


@cache
def compiled_trainer() -> type[Trainer]:
    """The compiled trainer. What numba made of it is kept in the user's cache directory."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache()))
    from tui_dl.engine.compiled import CompiledTrainer  # noqa: PLC0415  # only where numba is

    return CompiledTrainer


def _cache() -> Path:
    """A folder for just these formulas: numba sees that a file has changed, but not the one that it imports."""
    engine = Path(__file__).parents[1] / "engine"
    formulas = b"".join((engine / name).read_bytes() for name in ("kernel.py", "steps.py"))
    return platformdirs.user_cache_path("tui-dl") / f"compiled-{hashlib.sha256(formulas).hexdigest()[:12]}"
