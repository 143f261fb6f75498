"""Ways about: the keys in the last row, help for the focus, jumping, beginning again, the card, sizes between."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.ui.hands import figures, in_sight, knob, press, said
from tui_dl.course.laboratory import LABORATORY
from tui_dl.ui import keys
from tui_dl.ui.screens.card import CardScreen
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.screens.jump import JumpScreen
from tui_dl.ui.screens.sheet import SheetScreen
from tui_dl.ui.widgets.question import Question
from tui_dl.views import FIGURES
from tui_dl.words import LANGUAGES, say


def foot(app) -> str:
    return str(app.screen.query_one("#keys", Static).content)


def sheet(app) -> str:
    return "\n".join(str(one.render()) for one in app.screen.query(Static))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 120, 160])
async def test_the_last_row_fits_and_names_what_works_now(open_app, width, language) -> None:
    async with open_app(LABORATORY, language, (width, 40)) as (app, pilot):
        assert cell_len(foot(app)) <= width
        assert foot(app).endswith(say(language, "footer.help"))
        past = f"y {say(language, 'footer.past')}"
        assert past not in foot(app)
        await app.screen.turn("epoch_limit", "3")
        await press(pilot, "space")
        assert cell_len(foot(app)) <= width
        assert (past in foot(app)) is (width >= 120)


async def test_more_room_names_more_keys(open_app) -> None:
    async with open_app("layer", size=(80, 24)) as (app, pilot):
        await press(pilot, "n")
        few = foot(app)
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert len(foot(app)) > len(few)


async def test_help_is_about_what_has_the_focus(open_app) -> None:
    async with open_app("layer", size=(100, 60)) as (app, pilot):
        assert isinstance(app.focused, Question)
        await press(pilot, "f1")
        assert say("en", "help.question") in sheet(app)
        await press(pilot, "escape", "s")
        knob(app, "learning_rate").focus()
        await press(pilot, "f1")
        assert say("en", "knob_help.learning_rate") in sheet(app)
        await press(pilot, "escape", "escape", "f1")
        assert isinstance(app.screen, SheetScreen)
        assert say("en", "figure_help.region") in sheet(app)


async def test_a_letter_leads_to_every_panel(open_app) -> None:
    async with open_app(LABORATORY, size=(160, 45)) as (app, pilot):
        await press(pilot, "j")
        assert isinstance(app.screen, JumpScreen)
        await press(pilot, "s")
        assert app.focused.knob == "samples"
        await press(pilot, "j", "escape")
        assert app.focused.knob == "samples"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await press(pilot, "j")
        last = max(label.region.y for label in app.screen.query(".jump"))
        assert last < app.screen_stack[-2].query_one("#numbers").region.y, "no letter for what is out of sight"
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert not isinstance(app.screen, JumpScreen), "panels stand elsewhere now"


async def test_a_step_begins_again_and_what_was_reached_stays(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "n", "space", "h", "x")
        bench = app.screen.bench
        assert bench.state.records == ()
        assert (bench.now.runs, bench.now.hints) == ([], 0)
        assert bench.passed
        await press(pilot, "space")
        assert bench.state.epochs == 150


async def test_a_lesson_is_forgotten_only_when_asked_twice(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "2", "ctrl+delete")
        assert say("en", "ui.forget_lesson") in said(app)
        assert app.screen.bench.memory["look"].answer == "no"
        await press(pilot, "ctrl+delete")
        await pilot.pause()
        assert app.screen.bench.memory["look"].answer is None


@pytest.mark.parametrize(("key", "lands"), [("r", "look"), ("n", None), ("escape", HomeScreen), ("enter", "free")])
async def test_the_card_leads_on(open_app, key, lands) -> None:
    async with open_app("layer") as (app, pilot):
        bench = app.screen.bench
        bench.enter(len(bench.lesson.step) - 1)
        last, bench.now.warned = bench.step.id, True
        await app.screen.enter_step()
        await press(pilot, "n")
        assert isinstance(app.screen, CardScreen)
        await press(pilot, key)
        await pilot.pause()
        if lands is HomeScreen:
            assert isinstance(app.screen, HomeScreen)
        elif lands is None:
            assert app.screen.bench.lesson.id != "layer"
        else:
            assert app.screen.bench.step.id == (bench.lesson.step[0].id if key == "r" else last)


async def test_between_the_sizes_two_figures_stand_beside_the_words(open_app) -> None:
    async with open_app("layer", size=(120, 40)) as (app, pilot):
        await press(pilot, "n", "space")
        assert app.screen.query_one("#left").display
        assert len(figures(app)) == 2
        state = app.screen.bench.state
        for size, number in (((80, 24), 2), ((160, 45), 4), ((120, 40), 2)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert len(in_sight(app)) in {number, 3 if number == 4 else number}
            assert app.screen.bench.state is state


@pytest.mark.parametrize("table", [keys.HOME, keys.LESSON, keys.LABORATORY, keys.NOTEBOOK, keys.QUIZ, keys.COMPARE])
def test_no_key_does_two_things(table) -> None:
    pressed = [key for one in (*table.values(), *keys.EVERYWHERE.values()) for key in one.keys]
    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_knows_how_to_read_every_figure(language) -> None:
    assert all(say(language, f"figure_help.{name.replace('-', '_')}") for name in FIGURES)
