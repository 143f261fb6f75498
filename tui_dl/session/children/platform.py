"""What a child process asks of the system, where the system has it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
NICENESS = 10


def child_environment(*, low_priority: bool = True) -> dict[str, str]:
    """The environment of a child: one BLAS thread each, and what the child should do with its priority."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return {**os.environ, **dict.fromkeys(threads, "1"), "TUI_DL_NICE": str(NICENESS if low_priority else 0)}


def steps_back() -> bool:
    """Whether this child has the low priority of what goes on beside a screen."""
    return os.environ.get("TUI_DL_NICE", "0") != "0"


def settle_child() -> None:
    """Called by a child as it starts: leave interrupts to the parent, step back, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.nice(int(os.environ.get("TUI_DL_NICE", "0")))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def lead_group() -> None:
    """Called by a child that starts processes of its own: all of them shall be ended together."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpgid(0, 0)


def end_group(leader: int) -> None:
    """End a child that leads a group, and all that it started."""
    with contextlib.suppress(OSError, AttributeError):
        os.killpg(leader, signal.SIGKILL)
