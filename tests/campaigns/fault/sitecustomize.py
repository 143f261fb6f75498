"""Loaded by Python itself when this folder is on its path: makes the system fail in the way that TUI_DL_FAULT names."""

from __future__ import annotations

import os
import resource
import sys
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
    """None at all, or such as the system refuses."""
    import _multiprocessing  # noqa: PLC0415

    def refused(*_: object, **__: object) -> None:
        raise OSError(38, "Function not implemented")

    if os.getpid() % 2:
        del _multiprocessing.SemLock
    else:
        _multiprocessing.SemLock = refused


def _no_shm() -> None:
    """Nothing in /dev/shm, which is not there, and no shared memory by name."""
    import _posixshmem  # noqa: PLC0415

    def refused(*_: object, **__: object) -> None:
        raise OSError(38, "Function not implemented")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        path = arguments[0] if arguments else ""
        if event in {"open", "os.listdir", "os.mkdir", "os.scandir"} and str(path).startswith("/dev/shm"):
            raise OSError(2, "No such file or directory", path)

    _posixshmem.shm_open = refused
    sys.addaudithook(hook)
    real = os.statvfs
    os.statvfs = lambda path: refused() if str(path).startswith("/dev/shm") else real(path)


def _read_only() -> None:
    """Nothing in the home can be written, made, or removed."""
    home = os.environ["TUI_DL_HOME"]
    changing = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink"}

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in changing) and str(arguments[0]).startswith(home):
            raise OSError(30, "Read-only file system", str(arguments[0]))

    sys.addaudithook(hook)


FAULTS = {
    "no_locks": _no_locks,
    "slow_disk": _slow_disk,
    "clock_back": _clock_back,
    "full_disk": _full_disk,
    "little_memory": _little_memory,
    "no_semaphores": _no_semaphores,
    "no_shm": _no_shm,
    "read_only": _read_only,
}
if "tui_dl.session" not in " ".join(sys.orig_argv) or os.environ.get("TUI_DL_FAULT") != "full_disk":
    FAULTS.get(os.environ.get("TUI_DL_FAULT", ""), lambda: None)()
