"""Leaving when the line drops: by plain signal handlers and threads, since a stalled line blocks the event loop."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

try:
    import termios
except ImportError:  # not on Windows: its terminals mend themselves
    termios = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))
PATIENCE = 0.6  # seconds that the app has for leaving by itself
KILLED = 128  # added to a signal's number, as shells do
MODES = (1000, 1002, 1003, 1006, 1015, 1004, 2004, 2048)  # mouse, focus, paste and size reports
RESTORED = (
    "".join(f"\x1b[?{mode}l" for mode in MODES) + "\x1b[<u\x1b[?25h\x1b[?1049l\x1b[0m"
)  # keyboard, cursor, screen


class Leaving:
    """While it is open, a hang-up or a request to end is answered within a second."""

    def __init__(self, app: App[Any], save: Callable[[], None], end_children: Callable[[], None]) -> None:
        """`save` and `end_children` are called from a thread; the event loop may stand still then."""
        self._app, self._save, self._end_children = app, save, end_children
        self._left, self._begun = threading.Event(), threading.Event()
        self._before: list[Any] = []
        self._attributes: list[Any] | None = None

    def __enter__(self) -> Self:
        self._attributes = attributes()
        self._before = [signal.signal(number, self._asked) for number in SIGNALS]
        threading.Thread(target=self._watch_the_line, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        for number, handler in zip(SIGNALS, self._before, strict=True):
            signal.signal(number, handler)

    def _asked(self, number: int, _frame: object) -> None:
        self._leave(number)

    def _watch_the_line(self) -> None:
        """A terminal may go without a signal, where it does not control its programs."""
        if not hasattr(select, "poll"):
            return
        line = select.poll()
        line.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]  # a terminal; nothing but its end is told
        line.poll()
        self._leave(int(signal.SIGHUP))

    def _leave(self, number: int) -> None:
        if not self._begun.is_set():
            self._begun.set()
            threading.Thread(target=self._see_it_through, args=(number,), daemon=True).start()

    def _see_it_through(self, number: int) -> None:
        self._save()
        threading.Thread(target=self._ask_the_app, args=(number,), daemon=True).start()
        if self._left.wait(PATIENCE):
            return
        self._end_children()
        restore(self._attributes)
        os._exit(KILLED + number)

    def _ask_the_app(self, number: int) -> None:
        with contextlib.suppress(RuntimeError):  # it has ended meanwhile
            self._app.call_from_thread(self._app.exit, return_code=KILLED + number)


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
        os.set_blocking(line, False)
        os.write(line, RESTORED.encode("ascii"))
    if termios is not None and settings is not None:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSANOW, settings)
