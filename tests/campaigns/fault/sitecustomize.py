"""Loaded by Python itself when this folder is on its path: makes the system fail in the way that TUI_DL_FAULT names."""

from __future__ import annotations

import os
import resource
import time


def _no_locks() -> None:
    import fcntl  # noqa: PLC0415

    def refused(*_: object) -> None:
        raise OSError(37, "No locks available")

    fcntl.flock = refused


def _slow_disk() -> None:
    real = os.fsync

    def slow(file: int) -> None:
        time.sleep(0.3)
        real(file)

    os.fsync = slow


def _clock_back() -> None:
    real, begun = time.time, time.monotonic()
    time.time = lambda: real() - 1e5 * (time.monotonic() - begun)  # a day in each second, backwards


def _full_disk() -> None:
    """Every file of this process ends early: a write is cut, the next one refused."""
    most = int(os.environ["TUI_DL_ROOM"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _little_memory() -> None:
    most = int(os.environ["TUI_DL_ROOM"]) * 100_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _no_semaphores() -> None:
    import _multiprocessing  # noqa: PLC0415

    del _multiprocessing.SemLock


FAULTS = {
    "no_locks": _no_locks,
    "slow_disk": _slow_disk,
    "clock_back": _clock_back,
    "full_disk": _full_disk,
    "little_memory": _little_memory,
    "no_semaphores": _no_semaphores,
}
if "tui_dl.session" not in " ".join(os.sys.orig_argv) or os.environ.get("TUI_DL_FAULT") != "full_disk":
    FAULTS.get(os.environ.get("TUI_DL_FAULT", ""), lambda: None)()
