"""Waste is looked for when nobody presses anything, and only where the program has taken that into its own hands."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from tui_dl.ui.thrift import waste

BEGUN = (
    "import gc\n"
    "gc.disable()\n"
    "from tui_dl.ui.warming import warm_up\n"
    "warm_up()\n"
    "print(gc.isenabled(), gc.get_freeze_count() > 10_000, gc.get_threshold()[2])\n"
)


@pytest.fixture
def searched(monkeypatch) -> list[float]:
    """When a whole search was made, by a scripted clock."""
    at: list[float] = []
    monkeypatch.setattr(waste.gc, "get_count", lambda: (0, 0, waste.DUE))
    monkeypatch.setattr(waste.gc, "collect", lambda: at.append(waste.monotonic()))
    return at


async def test_nobody_waits_for_a_search(searched, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr(waste, "monotonic", lambda: now[0])
    app = waste.Tidy()
    async with app.run_test() as pilot:
        app._begins_without = True
        for _ in range(3):
            await pilot.press("a")
            now[0] += 0.9 * waste.PAUSE
            app.tidy_up()
        assert searched == [], "somebody is typing"
        now[0] += 0.2 * waste.PAUSE
        app.tidy_up()
        assert searched == [now[0]]
        monkeypatch.setattr(waste.gc, "get_count", lambda: (700, 10, waste.DUE - 1))
        app.tidy_up()
        assert len(searched) == 1, "there is nothing to look for yet"


async def test_a_bench_asks_for_it_at_every_look_with_news_and_without(open_app, monkeypatch) -> None:
    async with open_app("layer") as (app, _):
        asked = []
        monkeypatch.setattr(type(app), "tidy_up", lambda _: asked.append(1))
        for news in (False, True):
            asked.clear()
            monkeypatch.setattr(app.screen.bench, "receive", lambda news=news: news)
            app.screen.hear()
            assert asked


async def test_python_keeps_its_own_ways_where_they_were_left_on(searched, monkeypatch) -> None:
    app = waste.Tidy()
    for own, made in ((True, 0), (False, 1)):
        with monkeypatch.context() as state:
            state.setattr(gc, "isenabled", lambda own=own: own)
            app.on_mount()
        app.tidy_up()
        assert len(searched) == made


def test_the_program_begins_without_and_turns_it_on_once_it_has_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", BEGUN], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["True", "True", str(waste.SELDOM)]
