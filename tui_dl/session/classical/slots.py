"""An advisory limit on how many fits go on at once on this machine, whoever asked for them.

A slot is an abstract Unix socket: it needs no file, and is free again when its process ends, however that happens. It
is advice: after a while whoever waits goes on without one, and where there are no such sockets nobody waits.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import time

SLOTS = 2
LONGEST, PAUSE = 20.0, 0.2  # seconds of waiting; between two tries
NAME, WAITING = "\0tui-dl-fit-{}", "\0tui-dl-fit-waiting"


def _take(name: str) -> socket.socket | None:
    taken = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        taken.bind(name)
    except OSError:
        taken.close()
        return None
    return taken


def slot(longest: float = LONGEST) -> socket.socket | None:
    """One of the machine's slots, to be closed by its holder; None where none came free, or there are none here."""
    if sys.platform != "linux":
        return None
    until = time.monotonic() + longest
    with contextlib.ExitStack() as queue:
        while True:
            found = next((one for number in range(SLOTS) if (one := _take(NAME.format(number)))), None)
            if found is not None or time.monotonic() >= until:
                return found
            sign = _take(WAITING)
            if sign is not None:
                queue.enter_context(sign)
            time.sleep(PAUSE)


def somebody_waits() -> bool:
    """Whether an idle holder of a slot should make room."""
    if sys.platform != "linux":
        return False
    sign = _take(WAITING)
    if sign is not None:
        sign.close()
    return sign is None
