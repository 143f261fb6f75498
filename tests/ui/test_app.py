"""The app as a whole, its keys pressed, on a scripted crew without a clock."""

from __future__ import annotations

from textual.widgets import OptionList

from tests.ui.hands import press, said
from tui_dl.ui.keys import EVERYWHERE, HANGUL, LESSON
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.screens.lesson import LessonScreen
from tui_dl.ui.screens.welcome import WelcomeScreen


async def test_the_first_start_asks_for_the_language_alone_and_remembers_it(open_app, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    async with open_app(language=None) as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        assert app.screen.query_one(OptionList).highlighted_option.id == "ko"  # what the environment speaks
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert app.language == "en"
    async with open_app(language=None, size=(40, 12)) as (app, _):
        assert isinstance(app.screen, HomeScreen)
        assert app.language == "en"
        assert {option.prompt.cell_len <= 36 for option in app.screen.query_one(OptionList).options} == {True}
        row = str(app.screen.query_one("#keys").render())
        assert row.endswith("Ctrl+Q quit")
        assert len(row) <= 40


async def test_home_has_the_next_lesson_under_its_cursor(open_app) -> None:
    async with open_app() as (app, pilot):
        listing = app.screen.query_one(OptionList)
        assert listing.get_option_at_index(listing.highlighted).id == "hello"
        await press(pilot, "enter")
        assert isinstance(app.screen, LessonScreen)
        assert app.screen.bench.lesson.id == "hello"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_every_letter_works_as_its_hangul_letter_too(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, HANGUL["n"])
        assert app.screen.bench.index == 1
        assert "still open: p brings you back" in said(app)
        await press(pilot, HANGUL["p"])
        assert app.screen.bench.index == 0
        await press(pilot, HANGUL["s"])
        assert app.screen.bench.in_sandbox
    letters = [
        key for one in (*LESSON.values(), *EVERYWHERE.values()) for key in one.keys if len(key) == 1 and key.isalpha()
    ]
    assert set(letters) <= set(HANGUL)


async def test_the_language_changes_at_the_same_spot(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "space", "l")
        assert app.screen.bench.language == "ko"
        assert app.screen.bench.index == 1
        assert app.screen.bench.state.epochs == 150
        assert "에포크" in str(app.screen.query_one("#numbers").render())


async def test_control_c_says_how_to_quit_and_twice_quits(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "ctrl+c")
        assert app.is_running
        await press(pilot, "ctrl+c")
        assert app.return_code == 0


async def test_what_was_done_is_there_the_next_time(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "down", "enter", "n", "space", "n")
        score = app.screen.bench.memory["straight"].passed_run.last.validation.accuracy
    async with open_app("layer") as (app, _):
        bench = app.screen.bench
        assert bench.step.id == "guess"
        assert bench.memory["look"].answer == "no"
        assert bench.memory["straight"].passed_run.last.validation.accuracy == score
