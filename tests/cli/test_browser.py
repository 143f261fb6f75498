"""`tui-dl serve` in a real browser: a lesson from its first key to its last, on this machine alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_serve import served
from tests.terminal.terminal import gone, programs_of
from tui_dl.words import say

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("textual_serve", reason="the extra 'serve'")
chromium = pytest.importorskip("tests.terminal.chromium")
pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(chromium.installed() is None, reason="no Chromium on this machine"),
    pytest.mark.timeout(300),
]


async def test_a_lesson_from_the_first_key_to_the_last(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as (_, address), chromium.Chromium(tmp_path / "profile") as browser:
        page = await browser.page()
        await page.open(address)
        await page.wait("Your first network", "Ctrl+Q")
        await walk(page)
        assert await page.value("document.title") == "tui-dl"
        assert all(asked.split("://")[1].startswith(address.split("://")[1]) for asked in page.asked), page.asked
        assert (await page.picture()).startswith(b"\x89PNG")
        await page.press("Ctrl+q")
        await page.wait_for("document.body.classList.contains('-closed')")
        assert say("en", "serve.ended") in await page.value("document.querySelector('.ended').innerText")
        await page.press("Enter")
        await page.wait("Your first network", "Ctrl+Q")
    kept = json.loads((tmp_path / "home" / "progress.json").read_text("utf-8"))["entries"]
    assert [one["value"] for one in kept if one["what"] == "done"] == [True]
    assert all(gone(number) for number in programs_of(tmp_path / "home")), "no program outlives its page"


async def walk(page) -> None:
    """The first lesson, as its text asks, by keys alone."""
    await page.press("Enter")
    await page.wait("step 1 of 7")
    await page.press("2", "n")
    await page.wait("step 2 of 7")
    await page.press(" ")
    await page.wait("running")
    await page.press(" ")
    await page.wait("paused")
    await page.press("n")
    await page.wait("step 3 of 7")
    await page.press(".")
    await page.wait("✓ One batch taken")
    await page.press("F5")
    await page.wait("✓ Running on")
    await page.press("n")
    await page.wait("step 4 of 7")
    await page.press("1", "n")
    await page.wait("step 5 of 7")
    await page.press(" ")
    await page.wait("running")
    await page.press("Tab")
    await page.wait("Arrows")
    await page.press("Right")
    await page.wait("✓ The learning rate changed", "✓ At least 1 epoch")
    await page.press("F4")
    await page.wait("step 6 of 7")
    await page.press("s")
    await page.wait("Sandbox")
    await page.press("s")
    await page.wait("step 6 of 7")
    await page.press("n")
    await page.wait("step 7 of 7")
    await page.press("n")
    await page.wait("Your first network")
