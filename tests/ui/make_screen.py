"""Writes the README's picture: lesson 04 in the real app, its network trained. Run it after a change of looks."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from tui_dl.course.learner.progress import Progress
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.app import TuiDl

PICTURE = Path(__file__).parents[2] / ".github" / "screen.svg"
ANSWERED = ("1", "n", "space", "n", "right", "right", "enter", "1", "n")  # the steps before
KEYS = (*ANSWERED, "plus", "plus", "plus", "space", "plus", "space", "b")


class Crew:
    """Trains and fits at once, in the order of the keys."""

    def __init__(self) -> None:
        self.worker, self.fitter = InlineRunner(), PatientFitter()

    def get_ready(self) -> None:
        """It is."""


async def main() -> None:
    """Press the keys, write the picture; in full colour, whatever the terminal can show."""
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    with tempfile.TemporaryDirectory() as folder, Progress.open(Path(folder)) as progress:
        crew = Crew()
        app = TuiDl(crew, progress, "en", "layer")
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause(1)
            for key in KEYS:
                await pilot.press(key)
                await pilot.pause(0.3)
            picture = app.export_screenshot(title="tui-dl")
        crew.fitter.cancel()
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # it names an address
    picture = re.sub(r"<!--.*?-->\s*", "", picture, flags=re.DOTALL)
    PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
