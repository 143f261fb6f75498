"""Keys that come faster than screens go: a screen is left once, and takes no other with it."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.events import Key

from tests.ui.hands import press
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.screens.lesson import LessonScreen


def at_once(app, *keys: str) -> None:
    """Keys that are all there before the first is answered."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_a_screen_that_is_left_twice_takes_no_other_with_it(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        for opens in ("j", "question_mark", "comma", "ctrl+p"):
            await press(pilot, opens)
            lesson, over = app.screen_stack[-2:]
            assert isinstance(lesson, LessonScreen)
            over.dismiss(None)
            over.dismiss(None)
            await pilot.pause()
            assert app.screen is lesson, opens
        for _ in range(2):  # the sheet is kept, and is left as often as it is asked for
            await press(pilot, "question_mark", "escape")
            assert app.screen is lesson
        await press(pilot, "j")
        at_once(app, *["escape"] * 8)
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen | LessonScreen)
        at_once(app, "ctrl+p", "ctrl+p", "escape", "ctrl+p", "ctrl+p")
        await pilot.pause()
        assert sum(isinstance(one, CommandPalette) for one in app.screen_stack) <= 1
        assert app.return_code is None
        await press(pilot, "escape", "ctrl+p")
        palette = next(one for one in app.screen_stack if isinstance(one, CommandPalette))
        await palette.query("*").remove()
        palette._show_busy = True
        await pilot.pause()
        assert app.return_code is None, "a search that outlives its widgets"
