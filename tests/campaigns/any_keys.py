"""Keys, clicks and sizes at random in the whole app: `python -m tests.campaigns.any_keys --count 10000 --seed 1`.

Keys come one by one, or many before the first is answered. After each the app must be alive, and what it shows must be
what the session says.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.events import Key
from textual.geometry import Offset
from textual.widgets import Static

from tests.ui.crew import ScriptedCrew
from tui_dl.course.learner.progress import Progress
from tui_dl.ui import keys
from tui_dl.ui.app import TuiDl
from tui_dl.ui.board import bars
from tui_dl.ui.screens.bench import BenchScreen
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.knob_row import KnobView

if TYPE_CHECKING:
    from textual.pilot import Pilot

LEAVING = {"ctrl+c", "ctrl+q"}  # what is meant to end the app
TYPED = [*"0123456789.,-x", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"]
SIZES = [(80, 24), (120, 40), (160, 45), (40, 10), (3, 2), (220, 60)]
CLICKS, RESIZES, BURSTS, ONWARD = 0.15, 0.05, 0.05, 0.35  # of all that is done
MOST_AT_ONCE = 8
LEADING_ON = ["n", "n", "space", "space", "r", "enter", "tab", "escape", ">", "+"]  # else sheets are all that is seen


def all_keys() -> list[str]:
    """Every key of every table, and those that belong to whatever has the focus."""
    tables = [table for table in vars(keys).values() if isinstance(table, dict)]
    named = [key for table in tables for one in table.values() if isinstance(one, keys.Key) for key in one.keys]
    return sorted({*named, *TYPED, *keys.HANGUL.values(), "ctrl+p"} - LEAVING)


def look(app: TuiDl) -> None:
    """What is on the screen agrees with what is known."""
    assert isinstance(app.screen_stack[0], HomeScreen)
    screen = app.screen
    if not isinstance(screen, BenchScreen) or not screen.is_mounted:
        return
    bench = screen.bench
    epochs = [record.epoch for record in bench.state.records]
    assert epochs == sorted(epochs), epochs  # one twice where a hand or a threshold has changed what is measured
    screen.painter.paint(hurry=True)
    shown, state = str(screen.query_one("#numbers", Static).content), screen.painter.scene.state
    ways = [(wide, late) for wide in (True, False) for late in (True, False)]
    assert any(shown.strip() == bars.numbers(bench, state, wide=wide, late=late).strip() for wide, late in ways), (
        shown,
        bars.numbers(bench, state, wide=False, late=False),
    )
    for view in screen.query(FigureView):
        if view.figure is not None and view.is_on_screen and view.content_size.area:
            assert len(view.figure.rows) == view.content_size.height, view.figure_name
    for knob in screen.query(KnobView):
        assert knob.knob


async def play(pilot: Pilot, chance: random.Random, count: int) -> None:
    """Do `count` things."""
    app, able = pilot.app, all_keys()
    for number in range(count):
        kind = chance.random()
        done = ""
        if kind < RESIZES:
            done = f"resize {(size := chance.choice(SIZES))}"
            await pilot.resize_terminal(*size)
        elif kind < RESIZES + CLICKS:
            at = Offset(chance.randrange(app.size.width), chance.randrange(app.size.height))
            done = f"click {at}"
            await pilot.click(offset=at)
        elif kind < RESIZES + CLICKS + BURSTS:
            done = " ".join(burst := chance.choices(["escape", *LEADING_ON, *able], k=chance.randint(2, MOST_AT_ONCE)))
            for key in burst:  # before the first has been answered
                app.post_message(Key(key, key if len(key) == 1 else None))
        else:
            done = chance.choice(LEADING_ON if kind < RESIZES + CLICKS + BURSTS + ONWARD else able)
            await pilot.press(done)
        await pilot.pause()
        try:
            assert app.is_running, "the app has ended"
            look(app)  # type: ignore[arg-type]  # our own app
        except AssertionError as error:
            msg = f"after {done!r}, number {number}, on {app.screen}: {error}"
            raise AssertionError(msg) from error


async def storm(home: Path, seed: int, count: int) -> None:
    """A whole app on a home of its own."""
    os.environ["TUI_DL_HOME"] = str(home)
    chance = random.Random(seed)
    with Progress.open(home) as progress:
        app = TuiDl(ScriptedCrew(), progress, "en", chance.choice(["layer", "rules", "overfit", "tree", None]))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await play(pilot, chance, count)


def main() -> None:
    """Storms of 500 each, until so many things were done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for number in range(-(-asked.count // 500)):
        with TemporaryDirectory() as home:
            asyncio.run(storm(Path(home), asked.seed + number, min(500, asked.count - 500 * number)))
        sys.stdout.write(f"seed {asked.seed + number}: alive\n")


if __name__ == "__main__":
    main()
