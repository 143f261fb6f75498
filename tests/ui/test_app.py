"""The app, its keys pressed, on a scripted crew without a clock."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import OptionList

from tui_dl.ui.keys import EVERYWHERE, HANGUL, LESSON
from tui_dl.ui.screens.card import CardScreen
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.screens.lesson import LessonScreen
from tui_dl.ui.screens.welcome import WelcomeScreen
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.goals import Goals
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.said import Said
from tui_dl.words import say

NARROW, WIDE = (80, 24), (160, 45)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x45"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "ko"])


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def figures(app) -> set[str]:
    return {view.figure_name for view in app.screen.query(FigureView)}


def said(app) -> str:
    return str(app.screen.query_one(Said).render())


def knob(app, name: str) -> KnobView:
    return next(one for one in app.screen.query(KnobView) if one.knob == name)


def every_cell(app) -> str:
    return "\n".join(part.text for view in app.screen.query(FigureView) for row in view.figure.rows for part in row)


async def test_the_first_start_asks_for_the_language_alone_and_remembers_it(open_app) -> None:
    async with open_app(language=None) as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert app.language == "ko"
    async with open_app(language=None) as (app, _):
        assert isinstance(app.screen, HomeScreen)
        assert app.language == "ko"


async def test_home_has_the_next_lesson_under_its_cursor(open_app) -> None:
    async with open_app() as (app, pilot):
        listing = app.screen.query_one(OptionList)
        assert listing.get_option_at_index(listing.highlighted).id == "hello"
        await press(pilot, "enter")
        assert isinstance(app.screen, LessonScreen)
        assert app.screen.bench.lesson.id == "hello"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


@SIZES
@LANGUAGES
async def test_lesson_04_from_its_first_key_to_its_card(open_app, size, language) -> None:
    async with open_app("layer", language, size) as (app, pilot):
        bench = app.screen.bench
        await press(pilot, "down", "enter")
        assert bench.memory["look"].answer == "no"
        await press(pilot, "n", "space")
        assert {"region", "loss"} <= figures(app)
        assert bench.passed
        await press(pilot, "n", "right", "right", "enter", "n")
        await press(pilot, "plus", "plus", "space", "n")
        assert bench.step.id == "fewest", "a mistake is said before one goes on"
        assert "0." in said(app)
        await press(pilot, "plus", "plus", "space")
        assert bench.memory["fewest"].passed
        await press(pilot, "n")
        assert figures(app) >= {"units"}
        await press(pilot, "enter", "n", "down", "enter")
        assert figures(app) >= {"hidden-plane"}
        await press(pilot, "n")
        knob(app, "activation").post_message(changed("activation", "linear"))
        await pilot.pause()
        await press(pilot, "space", "n", "n")
        assert bench.step.id == "yours"
        assert {"loss", "weights"} <= figures(app)
        assert {"hidden", "learning_rate"} <= {one.knob for one in app.screen.query(KnobView)}
        await press(pilot, "b")
        await pilot.pause(0.3)
        assert "baselines" in figures(app)
        assert len(bench.state.fits) == 7
        await press(pilot, "n")
        assert isinstance(app.screen, CardScreen)


def changed(name: str, text: str):
    from tui_dl.ui.messages import KnobChanged  # noqa: PLC0415

    return KnobChanged(name, text)


@SIZES
async def test_lesson_00_has_loss_weights_and_the_learning_rate(open_app, size) -> None:
    async with open_app("hello", "en", size) as (app, pilot):
        await press(pilot, "enter", "n", "space")
        assert {"loss", "weights"} <= figures(app)
        while app.screen.bench.step.id != "rate":
            await press(pilot, "n")
        assert knob(app, "learning_rate").value == pytest.approx(0.001)
        knob(app, "learning_rate").focus()
        await press(pilot, "right")
        assert app.screen.bench.experiment.model.learning_rate == pytest.approx(0.003)


async def test_every_letter_works_as_its_hangul_letter_too(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, HANGUL["n"])
        assert app.screen.bench.index == 1
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


async def test_a_wrong_value_keeps_the_last_good_one_and_says_why(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "s")
        for wrong in ("a", "nan", "inf", "-1", "0"):
            knob(app, "learning_rate").focus()
            await press(pilot, "enter", *("minus" if letter == "-" else letter for letter in wrong), "enter")
            assert wrong in said(app)
            assert app.screen.bench.experiment.model.learning_rate == pytest.approx(0.3)
        knob(app, "hidden").focus()
        await press(pilot, "enter", "8", "comma", "comma", "x", "enter")
        assert "8,,x" in said(app)
        assert app.screen.bench.experiment.model.hidden == ()


async def test_hints_then_the_solution_before_ones_eyes(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "h")
        assert "Hint 1" in said(app)
        await press(pilot, "h", "h")
        await pilot.pause(0.3)
        assert app.screen.bench.memory["straight"].passed


async def test_the_sandbox_returns_to_the_very_same_spot(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "space")
        before = app.screen.bench.state
        await press(pilot, "s", "plus", "space", "s")
        assert app.screen.bench.state is before
        assert app.screen.bench.index == 1


async def test_undo_puts_a_knob_back(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "s", "plus", "plus", "u")
        assert app.screen.bench.experiment.model.hidden == (1,)


async def test_control_c_says_how_to_quit_and_twice_quits(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "ctrl+c")
        assert app.is_running
        await press(pilot, "ctrl+c")
        assert app.return_code == 0


@pytest.mark.parametrize("size", [(20, 6), (5, 2), (200, 60)])
async def test_any_window_is_survived(open_app, size) -> None:
    async with open_app("layer", "ko", size) as (app, pilot):
        await press(pilot, "n", "space", "v", "m", "m", "question_mark")
        assert app.is_running


async def test_ascii_is_ascii(open_app) -> None:
    async with open_app("layer", "en", NARROW, ascii_only=True) as (app, pilot):
        await press(pilot, "s", "plus", "plus", "plus", "plus", "space")
        assert every_cell(app).isascii()
        assert str(app.screen.query_one(Goals).render()).isascii()
        assert knob(app, "hidden").render().plain.isascii()


async def test_without_colour(open_app, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "space", "n")
        styles = [part.style for view in app.screen.query(FigureView) for row in view.figure.rows for part in row]
        assert all(style is None or (style.color is None and style.bgcolor is None) for style in styles)


async def test_what_was_done_is_there_the_next_time(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "down", "enter", "n", "space", "n")
        score = app.screen.bench.memory["straight"].passed_run.last.validation.accuracy
    async with open_app("layer") as (app, _):
        bench = app.screen.bench
        assert bench.step.id == "guess"
        assert bench.memory["look"].answer == "no"
        assert bench.memory["straight"].passed_run.last.validation.accuracy == score


async def test_the_region_of_each_fitted_method_can_be_seen(open_app) -> None:
    async with open_app("layer", "en", WIDE) as (app, pilot):
        await press(pilot, "s", "plus", "space", "b")
        await pilot.pause(0.3)
        titles = []
        for _ in range(8):
            await press(pilot, "o")
            titles += [view.figure.title for view in app.screen.query(FigureView) if view.figure_name == "region"]
        assert len(set(titles)) == 8
        assert "network" in titles[-1]


async def test_what_is_missing_is_said_in_the_words_of_the_screen(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        bench = app.screen.bench
        assert "Enter answers" in str(app.screen.query_one("#numbers").render())
        await press(pilot, *"nnn", "right", "enter", "n")
        assert (bench.step.id, bench.memory["guess"].answer) == ("fewest", "2"), "going on gives what was chosen"
        await press(pilot, "tab", "enter", "9", "enter")
        assert "hidden units" in said(app)
        await press(pilot, "enter", "8", "semicolon", "8", "enter")
        assert said(app).startswith("layers: got '8;8'")
        for columns in (60, 20):
            await pilot.resize_terminal(columns, 12)
            await pilot.pause()
            assert "80x24" in str(app.screen.query_one("#head").render())[:columns], columns


@LANGUAGES
def test_homes_keys_have_room_in_a_small_terminal(language) -> None:
    assert cell_len(f" {say(language, 'ui.home_keys')}") <= NARROW[0]
