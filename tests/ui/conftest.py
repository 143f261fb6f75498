"""Apps for tests: opened on a home of their own, in a language and size, on a scripted crew."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tui_dl.course.progress import Progress
from tui_dl.ui.app import TuiDl

SPEC = importlib.util.spec_from_file_location("ui_crew", Path(__file__).with_name("crew.py"))
CREW = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CREW)

Opener = Callable[..., AbstractAsyncContextManager]


@pytest.fixture
def open_app(tmp_path: Path) -> Opener:
    """`open_app(lesson, language, size, ascii_only)` gives (app, pilot)."""

    @asynccontextmanager
    async def opener(
        lesson: str | None = None,
        language: str | None = "en",
        size: tuple[int, int] = (80, 24),
        *,
        ascii_only: bool = False,
    ) -> AsyncIterator:
        with Progress.open(tmp_path) as progress:
            app = TuiDl(CREW.ScriptedCrew(), progress, language, lesson, ascii_only=ascii_only)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await pilot.pause()
                yield app, pilot

    return opener
