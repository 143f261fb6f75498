"""Every test trains on one thread, as the program does, and no test is judged by its speed."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tui_dl.__main__ import THREAD_VARIABLES

for variable in THREAD_VARIABLES:  # before anything imports NumPy
    os.environ.setdefault(variable, "1")

settings.register_profile(
    "shared machine", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")
