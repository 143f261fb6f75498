"""Pictures of the screen, kept beside the progress: a bounded number of them, readable by their owner alone."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_dl.course.learner.progress import home

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

FOLDER_MODE, FILE_MODE = 0o700, 0o600
MOST = 200  # pictures


def keep(app: App[Any]) -> tuple[str, dict[str, object]]:
    """Write the screen as SVG and as text; which sentence tells it, and its fields."""
    folder = home() / "pictures"
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if sum(1 for _ in folder.glob("*.svg")) >= MOST:
            return "picture_full", {"path": str(folder), "most": MOST}
        path = folder / f"{datetime.now():%Y-%m-%d-%H%M%S}.svg"  # noqa: DTZ005  the learner's own clock
        strips = app.screen._compositor.render_strips()  # noqa: SLF001  the one way to what stands there
        _write(path, app.export_screenshot(title="tui-dl"))
        _write(path.with_suffix(".txt"), "\n".join(strip.text.rstrip() for strip in strips))
    except OSError as error:
        return "picture_failed", {"path": str(folder), "reason": error.strerror or str(error)}
    return "picture_saved", {"path": str(path)}


def _write(path: Path, text: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        stream.write(text)
