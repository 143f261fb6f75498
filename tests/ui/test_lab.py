"""The laboratory on the screen: every knob, all figures, named tabs."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from tests.ui.hands import changed, figures, in_sight, knob, press, said
from tui_dl.course.laboratory import LABORATORY
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import KNOBS
from tui_dl.ui.board import face, open_bench
from tui_dl.ui.course_rows import LAB
from tui_dl.ui.screens.lab import LabScreen
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.lab_tabs import LabTabs
from tui_dl.ui.widgets.scrubber import Scrubber
from tui_dl.views import FIGURES
from tui_dl.words import numbers, say

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 45)])


def names(app) -> str:
    return str(app.screen.query_one(LabTabs).render())


async def test_it_opens_from_home_and_goes_back(open_app) -> None:
    async with open_app() as (app, pilot):
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(LAB)
        await press(pilot, "enter")
        assert isinstance(app.screen, LabScreen)
        await press(pilot, "escape", "a")
        assert isinstance(app.screen, LabScreen)


@SIZES
async def test_every_knob_and_every_figure_is_there(open_app, size) -> None:
    async with open_app(LABORATORY, "ko", size) as (app, pilot):
        here = {one.knob for one in app.screen.query(KnobView)}
        assert {name for name, knob in KNOBS.items() if knob.scope in {"network", "seed"}} <= here
        assert {"data", "model", "samples", "noise", "inputs"} <= here
        await press(pilot, "space")
        seen = set()
        for _ in range(len(FIGURES)):
            seen |= figures(app)
            await press(pilot, ">")
        assert seen == set(FIGURES) - {"rule"}


def test_a_curve_over_a_line_comes_first() -> None:
    sine = load(DataRecipe("sine"), 1)
    assert open_bench.every_figure(NetworkModel(), sine)[:2] == ("region", "loss")


async def test_a_wrong_value_is_named_as_the_panel_names_its_knob(open_app) -> None:
    async with open_app(LABORATORY) as (app, _):
        await app.screen.turn("data", "sine")
        await app.screen.turn("right", "wide")
        assert said(app).startswith("to: got 'wide'")


async def test_many_layers_are_seen_round_the_chosen_one_and_a_knob_keeps_the_focus_in_another_size(open_app) -> None:
    async with open_app(LABORATORY) as (app, pilot):
        await app.screen.turn("hidden", "1,2,3,4,5,6,7,8")
        await pilot.pause()
        layers = app.screen.query("#panel .knob-hidden").first(KnobView)
        for chosen, seen in ((0, "2 ─ (1) ─ (2) ─"), (7, "(8) ─ 1")):
            layers.chosen_layer = chosen
            assert seen in layers.render().plain
            assert "─ … ─" in layers.render().plain
            assert len(layers.render().plain) <= layers.size.width
        layers.focus()
        await pilot.resize_terminal(160, 45)
        await pilot.pause(0.1)
        assert app.focused is not None
        assert app.focused.knob == "hidden"


async def test_large_figures_are_walked_one_by_one(open_app) -> None:
    async with open_app(LABORATORY) as (app, pilot):
        every = face.figures_of(app.screen.bench)
        await press(pilot, "m", ">")
        assert figures(app) == {every[1]}
        assert f"< > {say('en', 'footer.figures')}" in str(app.screen.query_one("#keys").content)
        await press(pilot, "<", "<")
        assert figures(app) == {every[-1]}
        await press(pilot, "3")
        assert figures(app) == {every[2]}
        await press(pilot, "b")
        assert figures(app) == {"baselines"}, "what was asked for is the large one"
        await press(pilot, "m")
        assert figures(app) == {every[2], "baselines"}
        await press(pilot, "m", "1")
        assert app.screen.painter.large is None, "knobs need their room"


async def test_inputs_data_and_model_are_chosen_with_the_keys(open_app) -> None:
    async with open_app(LABORATORY) as (app, pilot):
        bench = app.screen.bench
        knob(app, "inputs").focus()
        await press(pilot, "up", "right", "up")
        assert bench.state.dataset.feature_names == ("x", "y", "x2", "y2")
        knob(app, "data").focus()
        await press(pilot, "right")
        assert bench.state.dataset.name == "circles"
        assert app.focused.knob == "data"
        assert {one.knob for one in app.screen.query(KnobView)} >= {"factor"}
        knob(app, "model").post_message(changed("model", "tree"))
        await pilot.pause()
        assert "depth" in {one.knob for one in app.screen.query(KnobView)}
        await press(pilot, "u")
        assert bench.experiment.model.hidden == (8, 8)
        await press(pilot, "s")
        assert bench.experiment.seed_of("data") == 2


@SIZES
async def test_tabs_are_named_kept_and_closed(open_app, size) -> None:
    async with open_app(LABORATORY, size=size) as (app, pilot):
        await press(pilot, "t")
        await app.screen.turn("data", "digits")
        await press(pilot, "i")
        app.screen.query_one(Input).value = "ten digits"
        await press(pilot, "enter")
        assert "ten digits" in names(app)
        await press(pilot, "n")
        assert app.screen.bench.experiment.data.make == "moons"
    async with open_app(LABORATORY, size=size) as (app, pilot):
        assert "moons" in names(app)
        assert "ten digits" in names(app)
        await press(pilot, "n", "k")
        assert "ten digits" not in names(app)


async def test_the_sandbox_of_a_lesson_has_the_same_panel(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await press(pilot, "s")
        await app.screen.turn("data", "spirals")
        assert app.screen.bench.state.dataset.name == "spirals"
        await press(pilot, "s")
        assert app.screen.bench.state.dataset.name == "circles"
        assert not app.screen.has_class("-open")


@SIZES
async def test_runs_are_compared_with_the_knobs_in_which_they_differ(open_app, size) -> None:
    async with open_app(LABORATORY, size=size) as (app, pilot):
        await app.screen.turn("epoch_limit", "3")
        await press(pilot, "space")
        await app.screen.turn("learning_rate", "0.1")
        await press(pilot, "r", "c")
        shown = {view.figure_name: view.figure for view in in_sight(app)}
        text = "\n".join("".join(part.text for part in row) for row in shown["compared"].rows)
        assert "learning rate" in text
        assert "batch" not in text
        assert "Press b" in shown["baselines"].twin
        await press(pilot, "b")
        app.screen_stack[-2].hear()
        app.screen._draw()
        shown = {view.figure_name: view.figure for view in in_sight(app)}
        assert "0.75" in shown["baselines"].twin, "what is fitted meanwhile is seen here"
        await press(pilot, "l")
        head = str(app.screen.query_one("#head").content)
        assert app.screen_stack[-2].bench.whole.texts[app.language].title in head
        await press(pilot, "v", "escape")
        assert isinstance(app.screen, LabScreen)


@SIZES
async def test_the_past_is_walked_and_gone_on_from(open_app, size) -> None:
    async with open_app(LABORATORY, size=size) as (app, pilot):
        await app.screen.turn("epoch_limit", "5")
        await press(pilot, "y")
        assert not app.screen.query_one(Scrubber).display
        await press(pilot, "space", "y", "left", "left")
        for _ in range(100):  # on a machine that is busy with others, news is taken in less often
            if "epoch 3" in str(app.screen.query_one("#numbers").render()):
                break
            await pilot.pause(0.1)
        loss = numbers.loss(app.screen.bench.state.records[3].validation.loss)
        assert loss in str(app.screen.query_one("#numbers").render())
        await press(pilot, "home")
        await pilot.pause(0.1)
        await press(pilot, "escape")
        assert "epoch 5" in str(app.screen.query_one("#numbers").render())
        first = app.screen.bench.state
        await press(pilot, "y", "left", "enter")
        await pilot.pause(0.1)
        assert app.screen.bench.state.epochs == 4
        assert app.screen.bench.state.id != first.id
        assert not app.screen.query_one(Scrubber).display
