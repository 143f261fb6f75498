"""Everything by its name, the help that lists it, light and dark, and a picture of the screen."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from tui_dl.ui import keys
from tui_dl.ui.palette import Palette
from tui_dl.ui.screens.lesson import LessonScreen
from tui_dl.ui.screens.sheet import SheetScreen
from tui_dl.ui.themes import DARK, LIGHT
from tui_dl.words import LANGUAGES, say


async def choose(app, pilot, name: str) -> None:
    """Type a name into the palette, and take what it finds."""
    await pilot.press("ctrl+p")
    await pilot.pause()
    assert isinstance(app.screen, CommandPalette)
    app.screen.query_one(Input).value = name
    await pilot.pause(0.5)
    await pilot.press("enter")
    await pilot.pause(0.2)


async def test_a_lesson_by_its_name_from_home_and_from_another_lesson(open_app) -> None:
    async with open_app() as (app, pilot):
        await choose(app, pilot, "Width or depth")
        assert app.screen.bench.lesson.id == "depth"
        await choose(app, pilot, "The learning rate")
        assert app.screen.bench.lesson.id == "rate"
        assert sum(isinstance(screen, LessonScreen) for screen in app.screen_stack) == 1


async def test_an_action_by_its_name(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await choose(app, pilot, say("en", "action.sandbox"))
        assert app.screen.bench.in_sandbox


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_by_its_name(open_app, language: str) -> None:
    async with open_app("layer", language) as (app, pilot):
        (none,) = [hit async for hit in Palette(app.screen).search("qqq")]
        assert str(none.match_display) == say(language, "ui.palette_none", got="qqq")
        await choose(app, pilot, say(language, "action.term", term={"en": "epoch", "ko": "에포크"}[language]))
        assert isinstance(app.screen, SheetScreen)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_help_lists_every_key_that_has_a_name(open_app, language: str) -> None:
    async with open_app("layer", language, size=(100, 70)) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        for name, pressed, _ in keys.listed(keys.LESSON, language):
            assert name in shown
            assert pressed in shown


async def test_light_and_dark_are_remembered(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        assert app.theme == DARK
        await choose(app, pilot, say("en", "action.theme"))
        assert app.theme == LIGHT
        assert not app.screen.look.dark
    async with open_app("layer") as (app, _pilot):
        assert app.theme == LIGHT


async def test_a_picture_of_the_screen(open_app, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path / "kept"))
    async with open_app("layer") as (_app, pilot):
        await pilot.press("ctrl+s")
        await pilot.pause()
    picture, text = sorted((tmp_path / "kept" / "pictures").iterdir(), key=lambda path: path.suffix)
    assert "<svg" in picture.read_text(encoding="utf-8")
    assert "A hidden layer finds it" in text.read_text(encoding="utf-8")


async def test_a_picture_that_cannot_be_kept_is_a_sentence(open_app, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path / "file" / "kept"))
    async with open_app("layer") as (app, pilot):
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)
