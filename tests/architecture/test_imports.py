"""What each door loads: deferred imports escape the import contracts, so look at a real process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("sklearn", "plotext", "numpy", "textual", "torch", "scipy")


def loaded_by(code: str) -> set[str]:
    """The heavy packages that a fresh process holds after `code`."""
    tell = f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)"
    script = f"import sys, json\n{code}\n{tell}"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(ended.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import tui_dl.__main__", set()),
        ("import tui_dl.cli", set()),
        ("import tui_dl.engine.training", {"numpy"}),
        ("import tui_dl.data.dataset", {"numpy"}),
        ("import tui_dl.session.classical.process", {"numpy"}),
        ("import tui_dl.session.live", {"numpy"}),
        ("import tui_dl.cli.train", {"numpy"}),
        ("import tui_dl.cli.commands", set()),
        ("import tui_dl.course.written.loader", set()),
        ("import tui_dl.cli.lesson", set()),
        ("import tui_dl.cli.app", set()),
        ("import tui_dl.ui.app, tui_dl.ui.screens.home, tui_dl.ui.screens.welcome", {"textual"}),
        ("import tui_dl.ui.screens.lesson, tui_dl.views, tui_dl.course.bench", {"textual", "numpy"}),
    ],
)
def test_a_door_loads_no_more_than_it_needs(code: str, allowed: set[str]) -> None:
    assert loaded_by(code) <= allowed
