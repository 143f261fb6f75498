"""A knob that is a set: point at one, put it in, take it out; too many are refused, and the last good set stays."""

from __future__ import annotations

from tests.ui.test_app import knob, press, said


async def test_what_is_measured_is_chosen_with_the_arrows(open_app) -> None:
    async with open_app("raw") as (app, pilot):
        await press(pilot, "n")
        features = knob(app, "features")
        features.focus()
        assert "ink" in features.render().plain
        await press(pilot, "right", "up")
        assert app.screen.bench.experiment.data.do[-1] == "features ink,top"
        assert "2/12: ink, upper half" in features.render().plain
        await press(pilot, "left", "down")
        assert app.screen.bench.experiment.data.do[-1] == "features top"
        await press(pilot, "enter", *"left", "comma", *"holes", "enter")
        assert app.screen.bench.experiment.data.do[-1] == "features left,holes"
        await press(pilot, "enter", *"all", "enter")
        assert "4" in said(app)
        assert app.screen.bench.experiment.data.do[-1] == "features left,holes"
