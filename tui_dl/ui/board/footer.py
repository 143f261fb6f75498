"""The keys that work right now, in one row: as many as there is room for, the most useful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.course import timetravel
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.state import PAUSED, RUNNING
from tui_dl.ui import keys, own_keys
from tui_dl.ui.board import cursor, face
from tui_dl.ui.widgets.scrubber import Scrubber
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_dl.course.bench import Bench
    from tui_dl.ui.screens.board import Board

GAP = "  "
FIXED = {"answer": "Enter", "knobs": "Tab"}
PAIRS = {
    "pace": ("slower", "faster"),
    "tabs": ("tab_before", "tab_after"),
    "figures": ("tab_before", "tab_after"),
    "units": ("more_units", "fewer_units"),
}
ROWS = {  # by what is at hand; what is a pair or has a fixed key is named so above, the rest are actions
    "task": (
        *("run", "batch", "epoch", "hint", "next", "tabs", "again", "pace", "compare", "past", "cursor", "large"),
        *("words", "undo", "sandbox", "glossary", "leave"),
    ),
    "read": ("answer", "next", "previous", "tabs", "glossary", "sandbox", "words", "large", "leave"),
    "fit": ("run", "knobs", "fit", "model", "hint", "next", "tabs", "large", "compare", "words", "sandbox", "leave"),
    "fit_sandbox": ("run", "knobs", "fit", "model", "large", "tabs", "back_again", "compare", "words", "leave"),
    "sandbox": (
        *("run", "units", "knobs", "fit", "tabs", "back_again", "compare", "past", "model", "large", "undo"),
        *("words", "leave"),
    ),
    "lab": (
        *("run", "knobs", "new_sample", "own_table", "sweep", "fit", "tabs", "new_tab", "next_tab", "compare", "past"),
        *("rename_tab", "close_tab", "undo", "model", "large", "words", "leave"),
    ),
    "unread": ("own_table", "next_tab", "new_tab", "close_tab", "leave"),
    "fit_lab": (
        *("run", "knobs", "new_sample", "own_table", "fit", "model", "tabs", "new_tab", "next_tab", "compare"),
        *("rename_tab", "close_tab", "undo", "large", "words", "leave"),
    ),
}
SAME = {"back_again": "sandbox", "all_again": "large"}  # said otherwise, done by the same action


def last_row(screen: Board, *, reading: bool) -> str:
    """The keys that work where the focus is; `reading`: there is nothing to do but to read and to answer."""
    bench, focused = screen.bench, screen.focused
    name = "past" if isinstance(focused, Scrubber) else cursor.keys_of(focused)
    if name:
        return f" {own_keys.told(screen, f'ui.keys_{name}')}"
    own = screen.app.preferences.settings.keys  # type: ignore[attr-defined]  # our own app
    kind = "unread" if screen.has_class("-unread") else face.keys_of(bench, reading=reading)
    large = screen.painter.large is not None
    return footer(bench, kind, screen.size.width, own, can_undo=bool(screen.undone), large=large)


def footer(bench: Bench, kind: str, width: int, own: Mapping[str, str], *, can_undo: bool, large: bool = False) -> str:
    """The row for what is at hand, one figure `large` or not; the help ends it."""
    language, table = bench.language, keys.everything()
    last = f"{keys.shown_keys('help', table['help'], own)[0]} {say(language, 'footer.help')}"
    room, row = width - 1 - cell_len(last), ""
    for item in _row(kind, large=large):
        if not _works(bench, item, can_undo=can_undo):
            continue
        told = f"{_keys(item, own)} {say(language, f'footer.{_named(bench, item, kind)}')}{GAP}"
        if cell_len(row) + cell_len(told) > room:
            break
        row += told
    return f" {row}{last}"


def _row(kind: str, *, large: bool) -> tuple[str, ...]:
    """What may stand in the row; of a figure that is large, right after the first how to see others."""
    first, *others = ROWS[kind]
    if not large:
        return (first, *others)
    return (first, "figures", "all_again", *(item for item in others if item not in {"tabs", "large"}))


def _keys(item: str, own: Mapping[str, str]) -> str:
    table, item = keys.everything(), SAME.get(item, item)
    if item in FIXED:
        return FIXED[item]
    return " ".join(keys.shown_keys(name, table[name], own)[0] for name in PAIRS.get(item, (item,)))


def _named(bench: Bench, item: str, kind: str) -> str:
    """By which name the words have what the key does now."""
    if item != "run":
        return item
    if kind.startswith("fit"):
        return "run_fit"
    return {RUNNING: "run_pause", PAUSED: "run_resume"}.get(bench.state.status, "run")


def _works(bench: Bench, item: str, *, can_undo: bool) -> bool:
    """Whether pressing it now would do something."""
    works = {
        "hint": bool(bench.step.hints or bench.step.solution),
        "previous": bench.index > 0,
        "compare": bool(bench.now.runs),
        "past": timetravel.has_past(bench),
        "cursor": isinstance(bench.experiment.model, NetworkModel),
        "model": bool(bench.state.fits),
        "undo": can_undo,
        "answer": bench.step.kind in {"choose", "number"},
    }
    return works.get(item, True)
