"""The lesson screen: lessons from their first key to their card, knobs, hints, the sandbox."""

from __future__ import annotations

import pytest

from tests.ui.hands import LANGUAGES, SIZES, WIDE, changed, figures, in_sight, knob, press, said
from tui_dl.ui.screens.card import CardScreen
from tui_dl.ui.widgets.knob_row import KnobView


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


async def test_the_region_of_each_fitted_method_can_be_seen(open_app) -> None:
    async with open_app("layer", "en", WIDE) as (app, pilot):
        await press(pilot, "s", "plus", "space", "b")
        await pilot.pause(0.3)
        titles = []
        for _ in range(8):
            await press(pilot, "o")
            titles += [view.figure.title for view in in_sight(app) if view.figure_name == "region"]
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
