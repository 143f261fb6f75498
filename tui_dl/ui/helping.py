"""Help for whatever has the focus: a knob, a question, a figure, the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_dl.course.bench import Bench
from tui_dl.ui import keys, own_keys
from tui_dl.ui.board.cursor import keys_of
from tui_dl.ui.knob_words import knob_help
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.question import Question
from tui_dl.ui.widgets.scrubber import Scrubber
from tui_dl.ui.widgets.tab_row import TabRow
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.screen import Screen


def sheet(screen: Screen[Any], language: str, own: Mapping[str, str]) -> str:
    """Help for what has the focus, then every key of the screen, and those that work everywhere."""
    tables = (getattr(screen, "KEYS", keys.LESSON), keys.EVERYWHERE)
    rows = [row for table in tables for row in keys.listed(table, language, own)]
    lines = [f"{pressed:<18}{what}" for what, pressed, _ in rows]
    told = [*about(screen, language), *_tabs(screen, language)]
    return "\n".join([*(f"{line}\n " for line in told), *lines, say(language, "ui.help_more")])


def about(screen: Screen[Any], language: str) -> list[str]:
    """What the focus is on, and what can be done there; else, what the figures in sight show."""
    focused = screen.focused
    bench = getattr(screen, "bench", None)
    if isinstance(focused, KnobView) and isinstance(bench, Bench):
        return [knob_help(bench, focused.knob, focused.spec)]
    if isinstance(focused, Question):
        return [say(language, "help.question")]
    if isinstance(focused, Scrubber):
        return [own_keys.told(screen, "ui.keys_past")]
    if isinstance(focused, FigureView):
        return [_figure(focused, language), own_keys.told(screen, f"ui.keys_{keys_of(focused)}")]
    seen = (_figure(view, language) for view in screen.query(FigureView) if view.is_on_screen)
    return [*dict.fromkeys(seen)]  # one that stands there twice is explained once


def _tabs(screen: Screen[Any], language: str) -> list[str]:
    """Tabs by name, where the row of tabs has no room for that."""
    row, bench = next(iter(screen.query(TabRow)), None), getattr(screen, "bench", None)
    if row is None or bench is None or not row.display or row.has_all_names:
        return []
    named = [f"{number} {name}" for number, name in enumerate(row.names, start=1)]
    return [say(language, "help.tabs", names="; ".join(named))]


def _figure(view: FigureView, language: str) -> str:
    """A figure's title, how to read it, and what it shows now."""
    figure = view.figure
    how = say(language, f"figure_help.{view.figure_name.replace('-', '_')}")
    return f"{figure.title}: {how}" if figure else how
