"""How quickly the screen answers, and how little of the line and of the machine it takes.

    python -m tests.benchmarks.screen

Home's first full frame, a lesson's opening, how late the event loop runs while a network trains, how long a key takes
to show, how much of the training's own speed is left when it is watched without a pace, bytes to the terminal, memory.
Each is measured in real pseudo-terminals, beside an empty Textual app in the same run, taking turns. A limit in
milliseconds holds where the empty app's 99th percentile of lateness is at most 5 ms; elsewhere the excess over it is
told.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.screen_programs import headless
from tests.benchmarks.screen_terminal import COMMAND, LAYER, Watched, first_frame, keys, lesson_opens, traffic
from tui_dl.course.learner.progress import Progress

ROUNDS, PRESSES = 7, 200
SMALL, LARGE = (80, 24), (160, 45)
QUIET = 5.0  # ms that an empty app may be late
LATE = {SMALL: 15.0, LARGE: 25.0}  # ms
FAR = {SMALL: 30.0, LARGE: 80.0}  # KB/s
EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("ready to be measured")

Empty().run()
"""


def tell(what: str, value: float, unit: str, goal: float, *, least: bool = False) -> None:
    """A row of the report."""
    met = value >= goal if least else value <= goal
    bound = "at least" if least else "at most"
    sys.stdout.write(f"{what:58} {value:8.4g} {unit:5} {bound} {goal:g}: {'met' if met else 'MISSED'}\n")
    sys.stdout.flush()


def noted(what: str, size: tuple[int, int]) -> Any:
    """What the program `what` notes while it runs in a pseudo-terminal of `size`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "noted.json"
        arguments = [sys.executable, "-m", "tests.benchmarks.screen_programs", what, "--out", str(out)]
        with Watched(arguments, size, folder) as program:
            program.drain()
        return json.loads(out.read_text(encoding="utf-8"))


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies."""
    return sorted(values)[int(share * (len(values) - 1))]


def opening() -> None:
    """First frames and opening times, side by side."""
    with tempfile.TemporaryDirectory() as home:
        script = Path(home) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        with Progress.open(Path(home)) as progress:
            progress.set_setting("language", "en")  # so that no welcome comes first
        took: dict[str, list[float]] = {"empty": [], "home": [], "cold": [], "lesson": []}
        for _ in range(ROUNDS):
            took["empty"].append(first_frame([sys.executable, str(script)], b"ready to be measured", home))
            took["home"].append(first_frame([COMMAND], b"Ctrl+Q", home))
            took["cold"].append(first_frame([COMMAND, *LAYER], b"step ", home))
            took["lesson"].append(lesson_opens(home))
    middle = {what: statistics.median(values) for what, values in took.items()}
    print(f"first full frame: empty app {middle['empty']:.0f} ms, home {middle['home']:.0f} ms")  # noqa: T201
    tell("home's first frame over an empty app's", middle["home"] / middle["empty"], "", 1.25)
    tell("a lesson opens, home standing", middle["lesson"], "ms", 150)
    tell("--lesson from cold", middle["cold"], "ms", 500)


def lateness() -> None:
    """How late the event loop runs while a network trains and is drawn."""
    for size, limit in LATE.items():
        quiet, own = percentile(noted("empty", size), 0.99), percentile(noted("paced", size), 0.99)
        value, kind = (own, "p99") if quiet <= QUIET else (own - quiet, "excess of p99 over the empty app")
        tell(f"{_of(size)} loop late while training, {kind} (empty {quiet:.1f})", value, "ms", limit)
    took = keys(SMALL, PRESSES)
    tell("80x24 key to screen, training and resizing, median", statistics.median(took), "ms", 20)
    tell("80x24 key to screen, training and resizing, p99", percentile(took, 0.99), "ms", 50)


def line() -> None:
    """What goes to the terminal, and what the drawing process takes."""
    for size, limit in FAR.items():
        found = traffic(size, far=True)
        tell(f"{_of(size)} over SSH, while training", found["training"], "KB/s", limit)
        tell(f"{_of(size)} over SSH, over a lesson", found["lesson"], "KB/s", limit / 2)
        if size == SMALL:
            tell("80x24 over SSH, frames of at most 3 KB", found["small"], "", 0.95, least=True)
        tell(f"{_of(size)} idle", found["idle"], "B/s", 0)
        tell(f"{_of(size)} idle, share of a core", found["idle_share"], "", 0.01)
        tell(f"{_of(size)} resident memory of the drawing process", found["megabytes"], "MB", 90)
        near = traffic(size, far=False)
        tell(f"{_of(size)} on this machine, while training", near["training"], "KB/s", 150)


def speed() -> None:
    """What is left of the training's own speed when it is watched without a pace."""
    shares = [noted("free", SMALL) / headless() for _ in range(3)]
    tell("speed without pace on screen over headless", statistics.median(shares), "", 0.9, least=True)


def _of(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


if __name__ == "__main__":
    for part in (opening, lateness, line, speed):
        part()
