"""Trials on the full-screen program in a pseudo-terminal: killed while it trains, or in one without a screen."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from tests.terminal.terminal import Terminal, gone
from tui_dl.course.learner.spot import from_bytes

if TYPE_CHECKING:
    from tests.campaigns.trials.learner import Site

GOES_ON = "where you left off"


def app_killed(site: Site) -> None:
    """At a random moment of a run: its children end, and the next start is where it was, a second of training ago."""
    first = Terminal(site.home, "--lang", "en", "--lesson", "layer")
    try:
        first.wait("step 1 of 9")
        first.press("n")
        first.wait("step 2 of 9")
        first.press(" ")
        first.wait("running")
        time.sleep(1.0 + site.luck.random())  # a spot is kept each second
        children = first.children()
        os.kill(first.child.pid, signal.SIGKILL)
        assert all(gone(pid) for pid in children), "a process is left"
    finally:
        first.child.close(force=True)
    spot = from_bytes((site.home / "spot.json").read_bytes())
    assert spot is not None
    assert (spot.lesson, spot.step) == ("layer", "straight")
    again = Terminal(site.home, "--lang", "en", "--lesson", "layer")
    try:
        again.wait("step 2 of 9")
        if spot.run is not None:
            again.wait(GOES_ON)
        again.press("\x11")
        assert again.ends() == 0
    finally:
        again.child.close(force=True)


def dumb_terminal(site: Site) -> None:
    """One sentence that names what there is instead, and no sequence that such a terminal would print."""
    terminal = Terminal(site.home, "--lang", "en", term=site.luck.choice(["dumb", "unknown"]))
    try:
        assert terminal.ends() == 2
    finally:
        terminal.child.close(force=True)
    assert "tui-dl lesson run" in terminal.written
    assert "\x1b" not in terminal.written
    assert "Traceback" not in terminal.written
