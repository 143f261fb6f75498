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


def kinds(app) -> list[str]:
    return [type(screen).__name__ for screen in app.screen_stack]


async def opened_once(app, pilot, key: str, screen: str) -> None:
    """Keys that are there before the first is answered, and one that comes when it is open, open one screen."""
    below = kinds(app)
    at_once(app, key, key, key)
    await pilot.pause()
    await press(pilot, key)
    assert kinds(app) == [*below, screen], key
    app.screen.dismiss(None)
    await pilot.pause()
    assert kinds(app) == below


async def test_what_is_open_is_not_opened_again(open_app) -> None:
    async with open_app() as (app, pilot):
        everywhere = {"comma": "SettingsScreen", "ctrl+p": "Commands"}
        for key, screen in {"b": "NotebookScreen", "g": "TermsScreen", **everywhere}.items():
            await opened_once(app, pilot, key, screen)
        app.action_terms()
        app.action_settings()
        await press(pilot, "k")
        assert kinds(app)[-1] == "KeysScreen"
        await press(pilot, "comma", "comma")
        assert kinds(app) == ["HomeScreen", "TermsScreen", "SettingsScreen"], "from the keys back to the settings"
        app.action_terms()
        assert kinds(app) == ["HomeScreen", "TermsScreen"]
        await press(pilot, "escape")
        at_once(app, "a", "a")
        await pilot.pause()
        await pilot.pause()
        laboratory = ["HomeScreen", "LabScreen"]
        assert kinds(app) == laboratory
        await app.screen.turn("epoch_limit", "2")
        await press(pilot, "space")
        over = {"c": "CompareScreen", "x": "SweepScreen", "f": "OwnTableScreen", "j": "JumpScreen", "z": "ShareScreen"}
        for key, screen in {**over, "g": "TermsScreen", "i": "PromptScreen", "comma": "SettingsScreen"}.items():
            if key not in "fjiz":
                await opened_once(app, pilot, key, screen)
                continue
            at_once(app, key, key)  # a third would be typed, or chosen
            await pilot.pause()
            assert kinds(app)[:3] == [*laboratory, screen][: len(kinds(app))]
            await press(pilot, *["escape"] * (len(kinds(app)) - 2))
            assert kinds(app) == laboratory
        bench = app.screen.bench
        await press(pilot, "comma", "k")
        await app.action_laboratory()
        assert kinds(app) == laboratory
        assert app.screen.bench is bench, "it was open all the time"
        await press(pilot, "comma", "k")
        app.action_notebook()
        await app.open_lesson("layer")
        assert kinds(app) == ["HomeScreen", "LessonScreen"], "one bench is worked on"
        app.action_notebook()
        await app.open_lesson("layer")
        await app.open_lesson("layer")
        await pilot.pause()
        assert kinds(app) == ["HomeScreen", "LessonScreen"]
        await opened_once(app, pilot, "g", "SheetScreen")
        assert app.return_code is None
