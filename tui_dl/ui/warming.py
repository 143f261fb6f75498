"""What is loaded while the learner looks at the first frame."""

from __future__ import annotations

import gc
from importlib import import_module

NEEDED = ("tui_dl.ui.opening", "plotext")  # by the first lesson, and by its first curve
AFTER = 0.2  # seconds: what is opened at once comes first


def warm_up() -> None:
    """Load it; then let the search for waste begin, which had to wait until here."""
    try:
        for name in NEEDED:
            import_module(name)
    finally:
        if not gc.isenabled():
            gc.freeze()  # what has been loaded stays: it need not be searched again and again
            gc.enable()
