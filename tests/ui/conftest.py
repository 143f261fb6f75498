"""Apps for tests: opened on a home of their own, in a language and size, on a scripted crew."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.ui.crew import ScriptedCrew
from tui_dl.course.learner.progress import Progress
from tui_dl.ui.app import TuiDl

if TYPE_CHECKING:
    from pathlib import Path

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
            app = TuiDl(ScriptedCrew(), progress, language, lesson, ascii_only=ascii_only)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await pilot.pause()
                yield app, pilot

    return opener
