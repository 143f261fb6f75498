"""A small lesson whose test part is sealed: points and a table, a network and a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course.bench import Bench
from tui_dl.course.written.loader import load_folder
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.session.classical.process import PatientFitter

LESSON = """
format = 1
id = "envelope"
[data.points]
make = "moons"
noise = 0.3
rows = { train = 40, validation = 40, test = 50 }
[data.table]
make = "iris"
[model.net]
kind = "network"
hidden = [4]
epoch_limit = 5
[model.grown]
kind = "tree"
depth = 2
[[step]]
id = "try"
kind = "task"
start = "fresh"
bounds = { hidden_units = 8 }
[[step.check]]
id = "once"
when = "test.opened == 1"
[[step.check]]
id = "judged"
when = "test.accuracy >= 0"
[[step]]
id = "table"
kind = "task"
start = "fresh"
data = "table"
[[step.check]]
id = "fresh"
when = "fresh.accuracy >= 0"
[[step]]
id = "classic"
kind = "task"
start = "fresh"
model = "grown"
[[step.check]]
id = "fresh"
when = "fresh.accuracy >= 0"
"""
WORDS = "# Envelope\n\n## Try {#try}\nOpen.\n\n## Table {#table}\nOpen.\n\n## Classic {#classic}\nOpen.\n"


def envelope(folder: Path, fitter: PatientFitter | None = None) -> Bench:
    """A bench with that lesson, whose files are written to `folder`."""
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    for language in ("en", "ko"):
        (folder / f"{language}.md").write_text(WORDS, encoding="utf-8")
    return Bench(load_folder(folder), "en", InlineRunner(), fitter)
