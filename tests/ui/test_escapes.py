"""What is written sparingly shows the same as what Textual wrote."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from tui_dl.ui.thrift.escapes import STALL, Sparing, spared

if TYPE_CHECKING:
    import pytest

COLOURS = st.sampled_from([None, "red", "bright_blue", "color(208)", "#2f7fc4", "#101418", "default"])
STYLES = st.builds(
    Style,
    color=COLOURS,
    bgcolor=COLOURS,
    **dict.fromkeys(("bold", "dim", "italic", "underline", "reverse"), st.booleans()),
)
TEXTS = st.text("ab ▀한", min_size=1, max_size=6) | st.sampled_from(["   ", "\r\n", "\x1b[2;3H", "\x1b[3;1H", "\x1b[K"])
PIECES = st.lists(st.tuples(TEXTS, STYLES), max_size=12)
SYSTEMS = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
MARKS = ("bold", "italics", "underscore", "strikethrough", "reverse")


def shown(text: str) -> list:
    """What a terminal shows: of a blank cell, only what can be seen of it."""
    screen = pyte.Screen(20, 4)
    pyte.Stream(screen).feed(text)
    cells = [screen.buffer[row][column] for row in range(4) for column in range(20)]
    return [
        (cell.bg, cell.reverse and cell.fg, cell.underscore and cell.fg)
        if cell.data == " "
        else (cell.data, cell.fg, cell.bg, *(getattr(cell, mark) for mark in MARKS))
        for cell in cells
    ]


@given(pieces=PIECES, system=SYSTEMS)
def test_less_is_written_and_the_same_is_shown(pieces: list, system: ColorSystem) -> None:
    whole = "".join(style.render(text, color_system=system) for text, style in pieces)
    assert shown(spared(whole)) == shown(whole)
    assert len(spared(whole)) <= len(whole)
    assert spared(whole).count("\x1b[0m") == 0 or spared(whole + "x").endswith("x"), "no style is left"


def test_a_style_is_said_once_for_all_that_has_it() -> None:
    blue = Style(color="#2f7fc4", bgcolor="#101418")
    whole = blue.render("a", color_system=ColorSystem.TRUECOLOR) + blue.render("b", color_system=ColorSystem.TRUECOLOR)
    assert spared(whole) == "\x1b[38;2;47;127;196;48;2;16;20;24mab\x1b[0m"


def test_modes_and_text_without_a_style_stay_as_they_are() -> None:
    assert spared("\x1b[?2026h\x1b[2;1Hplain\x1b[?2026l") == "\x1b[?2026h\x1b[2;1Hplain\x1b[?2026l"


class _Stopped(io.StringIO):
    """A terminal that takes nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        self.begun.set()
        self.let.wait()
        return super().write(text)


def test_a_line_that_takes_nothing_is_known_to_stall(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("tui_dl.ui.thrift.escapes.monotonic", lambda: now[0])
    terminal = _Stopped()
    line = Sparing(terminal)
    writer = threading.Thread(target=line.write, args=("text",))
    writer.start()
    terminal.begun.wait()
    assert not line.stalls, "it has had no time yet"
    now[0] += 2 * STALL
    assert line.stalls
    terminal.let.set()
    writer.join()
    assert not line.stalls
    assert terminal.getvalue() == "text"
