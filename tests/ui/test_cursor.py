"""The cursor in a network's figure: it walks, types, nudges and holds, and all figures follow."""

from __future__ import annotations

import pytest

from tests.ui.hands import NARROW, WIDE, figures, in_sight, press, said
from tui_dl.session.inspection import network_of
from tui_dl.session.past.last_step import taken_step
from tui_dl.ui.widgets.cursor_view import CursorView
from tui_dl.ui.widgets.figure_view import FigureView


def view_of(app, name: str) -> CursorView:
    return next(view for view in app.screen.query(CursorView) if view.figure_name == name)


async def go_to(app, pilot, step: str) -> None:
    while app.screen.bench.step.id != step:
        await press(pilot, "n")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x45"])
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_numbers_are_typed_and_nudged_until_the_task_is_passed(open_app, size, language) -> None:
    async with open_app("weights", language, size) as (app, pilot):
        await go_to(app, pilot, "move")
        await press(pilot, "w", "right", "minus", "minus")
        bench, view = app.screen.bench, view_of(app, "weights")
        assert view.has_focus
        assert network_of(bench.state).parameters[1] == pytest.approx(0.8)
        assert "0.8" in view.figure.plain()
        assert not bench.passed
        await press(pilot, "enter", "0", ".", "5", "backspace", "backspace", "enter", "right", "right", "enter", "0")
        assert "0_" in view.figure.plain()
        await press(pilot, "enter")
        assert bench.passed
        assert said(app)
        region = next(one for one in in_sight(app) if one.figure_name == "region")
        assert region.figure is not None
        await press(pilot, "escape")
        assert not view.has_focus


async def test_escape_lets_go_of_what_is_typed_and_nonsense_is_told(open_app) -> None:
    async with open_app("weights", "en") as (app, pilot):
        await go_to(app, pilot, "move")
        before = app.screen.bench.state.weights.flat
        await press(pilot, "w", "enter", "7", "escape", "enter", "enter")
        assert app.screen.bench.state.weights.flat == before
        await press(pilot, "enter", "1", "e", "9", "9", "enter")
        assert app.screen.bench.state.weights.flat == before
        assert "1e99" in said(app)


async def test_enter_on_a_unit_switches_it_off_to_its_mean_and_on(open_app) -> None:
    async with open_app("weights", "en", WIDE) as (app, pilot):
        await go_to(app, pilot, "off")
        await press(pilot, "space", "w", "right", "right", "right", "down")
        bench, view = app.screen.bench, view_of(app, "network")
        kinds = []
        for _ in range(3):
            await press(pilot, "enter")
            kinds.append((bench.state.weights.held, view.figure.twin))
        (off, told_off), (mean, told_mean), (on, told_on) = kinds
        assert off == ((1, 2, 0.0),)
        assert mean[0][:2] == (1, 2)
        assert mean[0][2] != 0
        assert on == ()
        assert "off" in told_off
        assert f"{mean[0][2]:.3f}" in told_mean
        assert "unit 2: on" in told_on
        assert bench.now.did >= {"mask_1_2"}


async def test_the_cursor_stays_where_it_is_when_the_figure_is_made_large(open_app) -> None:
    async with open_app("weights", "en") as (app, pilot):
        await go_to(app, pilot, "off")
        await press(pilot, "space", "w", "right", "down", "m")
        assert figures(app) == {"network"}
        assert view_of(app, "network").has_focus
        assert tuple(view_of(app, "network").place) == (1, 2, 2)
        await press(pilot, "escape", "m", "m", "w")
        assert figures(app) == {"network"}, "where another one was large"
        assert view_of(app, "network").has_focus


async def test_where_there_are_no_weights_it_is_said(open_app) -> None:
    async with open_app("layer", "en") as (app, pilot):
        await press(pilot, "w")
        assert "weights" in said(app)


async def test_a_number_with_decimals_is_typed_and_the_blank_is_filled_by_it(open_app) -> None:
    async with open_app("feedback", "en", WIDE) as (app, pilot):
        await go_to(app, pilot, "one")
        await press(pilot, "full_stop", "n")
        bench = app.screen.bench
        view = next(one for one in in_sight(app) if one.figure_name == "one-step")
        assert bench.step.id == "fill"
        assert "____" in view.figure.plain()
        await press(pilot, "minus", "1", "full_stop", "2", "5", "backspace", "right", "left", "enter")
        assert bench.now.answer == "0", "arrows let go of what was typed"
        bench.now.answer = None
        await press(pilot, "minus", "1", "full_stop", "2", "5", "enter")
        assert bench.now.answer == "-1.25"
        assert "____" not in view.figure.plain()


async def test_the_cursor_says_gradient_and_step(open_app) -> None:
    async with open_app("feedback", "en", WIDE) as (app, pilot):
        await go_to(app, pilot, "nudge")
        await press(pilot, "w")
        bench, view = app.screen.bench, view_of(app, "weights")
        step = taken_step(bench.state)
        gradient = float(step.anatomy.gradients[0])
        assert f"gradient {gradient:+.3g}, next step" in view.figure.plain()
        before = bench.state.records[0].train.loss
        await press(pilot, *["minus" if gradient > 0 else "plus"] * 2)
        assert bench.scope().value("train.loss") < before
        assert bench.passed


async def test_tab_comes_to_the_knobs_before_the_figures(open_app) -> None:
    async with open_app("hello", size=(160, 45)) as (app, pilot):
        app.screen.bench.enter(1)
        await app.screen.painter.step()
        await pilot.pause()
        kinds = [isinstance(widget, FigureView) for widget in app.screen.focus_chain]
        assert any(kinds)
        assert kinds == sorted(kinds)
