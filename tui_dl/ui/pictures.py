"""Pictures of the screen, kept beside the progress: a bounded number of them, readable by their owner alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_dl.course.learner.progress import home
from tui_dl.session.private import FOLDER_MODE, put

if TYPE_CHECKING:
    from textual.app import App

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
        put(path, app.export_screenshot(title="tui-dl"))
        put(path.with_suffix(".txt"), "\n".join(strip.text.rstrip() for strip in strips))
    except OSError as error:
        return "picture_failed", {"path": str(folder), "reason": error.strerror or str(error)}
    return "picture_saved", {"path": str(path)}
