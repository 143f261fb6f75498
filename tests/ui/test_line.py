"""Whatever a terminal sends, the program goes on: the parser that stands between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui_dl.ui.thrift import line
from tui_dl.ui.thrift.line import MOST_PASTED, PASTE_BEGINS, PASTE_ENDS, TolerantParser


def heard(parser: TolerantParser, *pieces: str) -> list[str]:
    """Keys by name, pastes by their text in angle brackets."""
    messages = [message for piece in pieces for message in parser.feed(piece)]
    return [
        f"<{message.text}>" if isinstance(message, events.Paste) else message.key
        for message in messages
        if isinstance(message, events.Paste | events.Key)
    ]


def test_keys_and_pastes_are_what_they_were() -> None:
    assert heard(TolerantParser(), "a", "\x1b[A", f"{PASTE_BEGINS}hello{PASTE_ENDS}", "b") == [
        "a",
        "up",
        "<hello>",
        "b",
    ]


@pytest.mark.parametrize("absurd", ["\x1b[99999999999999u", "\x1b[<0;" + "9" * 5000 + ";1M"])
def test_an_absurd_report_ends_nothing(absurd: str) -> None:
    parser = TolerantParser()
    heard(parser, absurd)
    assert heard(parser, "n") == ["n"]


@given(st.text(max_size=30), st.integers(0, 40), st.integers(0, 40))
def test_a_paste_is_the_same_however_it_is_torn(text: str, first: int, second: int) -> None:
    whole = f"{PASTE_BEGINS}{text.replace(chr(27), '')}{PASTE_ENDS}"
    cuts = sorted((min(first, len(whole)), min(second, len(whole))))
    torn = [whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :]]
    parser = TolerantParser()
    if cuts[0] in {1, 2} or cuts[1] in {1, 2}:
        return  # an escape key, or a bracket after it: no mark has begun that one would wait for
    assert heard(parser, *filter(None, torn)) == heard(TolerantParser(), whole)
    assert heard(parser, "n") == ["n"]


def test_a_huge_paste_is_cut_and_nothing_of_it_becomes_keys() -> None:
    told = heard(TolerantParser(), PASTE_BEGINS, *["x" * 4096] * 100, "tail" + PASTE_ENDS[:3], PASTE_ENDS[3:], "n")
    assert told == [f"<{'x' * MOST_PASTED}>", "n"]


def test_a_paste_that_never_ends_is_ended_by_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = TolerantParser()
    heard(parser, f"{PASTE_BEGINS}half")
    assert [type(message) for message in parser.tick()] == []
    parser._heard -= line.SILENCE
    assert [message.text for message in parser.tick() if isinstance(message, events.Paste)] == ["half"]
    assert heard(parser, "n") == ["n"]
