"""Leaving when the line drops: by plain signal handlers and threads, since a stalled line blocks the event loop."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from tui_dl.cli.terminal import attributes, restore

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))
PATIENCE = 0.6  # seconds that the app has for leaving by itself
LINGERING = 2.0  # seconds that the process has for ending once the app has left
KILLED = 128  # added to a signal's number, as shells do


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
        if not self._left.wait(PATIENCE):
            self._end_children()
            restore(self._attributes)
            os._exit(KILLED + number)
        time.sleep(LINGERING)  # a thread that waits for the terminal would keep the process for ever
        os._exit(KILLED + number)

    def _ask_the_app(self, number: int) -> None:
        with contextlib.suppress(RuntimeError):  # it has ended meanwhile
            self._app.call_from_thread(self._app.exit, return_code=KILLED + number)
