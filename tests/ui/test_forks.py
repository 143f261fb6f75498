"""Back in time, another way from there, and back again by the list of forks."""

from __future__ import annotations

from tests.ui.hands import press, said
from tui_dl.ui.screens.forks import ForksScreen


async def test_a_fork_is_made_listed_and_left_for_the_run_itself(open_app) -> None:
    async with open_app("laboratory") as (app, pilot):
        bench = app.screen.bench
        bench.apply("set epoch_limit=6 hidden=[3]")
        await press(pilot, "space", "q")
        assert "Nothing has parted yet" in said(app)
        trunk = bench.state
        await press(pilot, "y", "left", "left", "enter")
        bench.apply("set learning_rate=1")
        await press(pilot, "space")
        branch = bench.state
        assert branch.epochs == trunk.epochs == 6
        await press(pilot, "q")
        assert isinstance(app.screen, ForksScreen)
        first, second = (str(option.prompt) for option in app.screen.query_one("OptionList").options)
        assert first.startswith("  The run itself: 6 epochs")
        assert second.startswith("▶ From epoch 4: learning rate 0.01 → 1. At epoch 6 ")
        await press(pilot, "up", "enter")
        assert bench.state.id == trunk.id
        assert bench.state.weights == trunk.weights
