"""The terminal is gone: the thread that reads it ends, instead of reading nothing for ever."""

from __future__ import annotations

import os
import pty
import threading
from types import SimpleNamespace

import pytest

from tui_dl.ui.thrift.line import TolerantDriver


@pytest.mark.parametrize("how", ["a terminal", "a pipe"])
def test_reading_ends_with_the_line(how: str) -> None:
    theirs, ours = pty.openpty() if how == "a terminal" else os.pipe()[::-1]
    driver = SimpleNamespace(fileno=ours, exit_event=threading.Event(), process_message=lambda _message: None)
    driver._read = lambda: TolerantDriver._read(driver)
    reader = threading.Thread(target=TolerantDriver.run_input_thread, args=(driver,), daemon=True)
    reader.start()
    os.close(theirs)
    reader.join(20)
    assert not reader.is_alive()
    os.close(ours)
