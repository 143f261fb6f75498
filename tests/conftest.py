"""Every test trains on one thread, as the program does, and no test is judged by its speed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tui_dl.__main__ import THREAD_VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

for variable in THREAD_VARIABLES:  # before anything imports NumPy
    os.environ.setdefault(variable, "1")

settings.register_profile(
    "shared machine", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of what is tested waits, for a screen or another program."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _machine_of_its_own() -> Iterator[None]:
    """What a screen shows does not depend on who else is on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui_dl.ui.thrift.waiting.TOLD", Path("nowhere"))
        yield
