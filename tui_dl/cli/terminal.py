"""The terminal itself: how it is set, how it is put right, how quickly it answers."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import time
from typing import Any

try:
    import termios
except ImportError:  # not on Windows: its terminals mend themselves
    termios = None  # type: ignore[assignment]

MODES = (1000, 1002, 1003, 1006, 1015, 1004, 2004, 2048)  # mouse, focus, paste and size reports
RESTORED = (
    "".join(f"\x1b[?{mode}l" for mode in MODES) + "\x1b[<u\x1b[?25h\x1b[?1049l\x1b[0m"
)  # keyboard, cursor, screen
ASK_WHERE = "\x1b[6n"  # every terminal answers with the place of its cursor
LINE_SECONDS = 1.0


def attributes() -> list[Any] | None:
    """How the terminal of standard input treats what is typed; None where there is none."""
    if termios is None:
        return None
    try:
        return termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]  # an error is caught
    except (termios.error, OSError, ValueError, AttributeError):
        return None


def restore(settings: list[Any] | None) -> None:
    """Put the terminal right, without waiting for one that does not take it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        line = sys.__stdout__.fileno()  # type: ignore[union-attr]  # an error is caught
        waits = os.get_blocking(line)
        os.set_blocking(line, False)
        try:
            os.write(line, RESTORED.encode("ascii"))
        finally:
            os.set_blocking(line, waits)  # whoever writes there next would lose what a slow line does not take at once
    if termios is not None and settings is not None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, settings)


def cooked() -> list[Any] | None:
    """How a terminal that people type lines into is set."""
    settings = attributes()
    if settings is None:
        return None
    settings[0] |= termios.ICRNL | termios.IXON
    settings[1] |= termios.OPOST
    settings[3] |= termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN
    return settings


def mend() -> None:
    """Put a terminal right that a killed program left as it was: without echo, its keys not made into lines."""
    settings = attributes()
    if termios is not None and settings is not None and not settings[3] & termios.ICANON:
        restore(cooked())


def answer_milliseconds() -> float | None:
    """How long the terminal takes to answer a question; None where it does not."""
    settings = attributes()
    if settings is None or not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return None
    line = sys.stdin.fileno()
    raw = [*settings[:3], settings[3] & ~(termios.ICANON | termios.ECHO), *settings[4:]]
    try:
        termios.tcsetattr(line, termios.TCSANOW, raw)
        started = time.perf_counter()
        os.write(sys.stdout.fileno(), ASK_WHERE.encode("ascii"))
        answered = bool(select.select([line], [], [], LINE_SECONDS)[0])
        took = 1000 * (time.perf_counter() - started)
        if answered:
            os.read(line, 64)
        return took if answered else None
    finally:
        termios.tcsetattr(line, termios.TCSANOW, settings)
