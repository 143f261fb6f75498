"""What is loaded while the learner looks at the first frame."""

from __future__ import annotations

import gc
from importlib import import_module

from tui_dl.ui.thrift import waste

NEEDED = ("tui_dl.ui.opening", "plotext")  # by the first lesson, and by its first curve
AFTER = 0.2  # seconds: what is opened at once comes first


def warm_up() -> None:
    """Load it; then let the search for waste begin, which had to wait until here."""
    try:
        for name in NEEDED:
            import_module(name)
    finally:
        if not gc.isenabled():
            waste.begin()
