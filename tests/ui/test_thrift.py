"""Nothing is spared that would be missed."""

from __future__ import annotations

import re
from pathlib import Path

import tui_dl.ui.screens
from tui_dl.ui.board.arrangement import COUNTED, DRESSED

WORN = {"-wide", "-narrow", "-open", "-beside", "-below", "tab-0", "tab-1", *COUNTED}


def test_whoever_the_layouts_classes_change_is_dressed_anew() -> None:
    text = (Path(tui_dl.ui.screens.__file__).parent / "board.tcss").read_text(encoding="utf-8")
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(",")]
    concerned = {
        re.split(r"[.:]", selector.split()[-1])[0]
        for selector in selectors
        if WORN & set(re.findall(r"\.([\w-]+)", selector))
    }
    assert concerned == {*DRESSED, "FigureView"}, "figures in sight are dressed too"
