"""Every test trains on one thread, as the program does: set before anything imports NumPy."""

from __future__ import annotations

import os

from tui_dl.__main__ import THREAD_VARIABLES

for variable in THREAD_VARIABLES:
    os.environ.setdefault(variable, "1")
