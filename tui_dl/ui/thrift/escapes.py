"""What goes to the terminal in as few bytes as it can be said in: of a style, only what differs from the one before.

Rich writes the whole style before each piece of text and takes it back after it; over a slow line half of what is sent
says nothing new.
"""

from __future__ import annotations

import re
from functools import lru_cache
from time import monotonic
from typing import IO, NamedTuple

STYLE = re.compile(r"\x1b\[([\d;]*)m")
MOVES = re.compile(r"(?:[\r\n]|\x1b\[\d+;\d+H)*")  # they show nothing, so that no style matters to them
VISIBLE = frozenset({"4", "7", "9", "21", "51", "52", "53"})  # seen on a blank too: underline, reverse, strike, frames
TAKEN_BACK = {
    "22": {"1", "2"},
    "23": {"3"},
    "24": {"4", "21"},
    "25": {"5", "6"},
    "27": {"7"},
    "28": {"8"},
    "29": {"9"},
    "54": {"51", "52"},
    "55": {"53"},
}
STALL = 0.2  # seconds
COLOUR_WORDS = {"5": 3, "2": 5}  # of `38;5;n` and `38;2;r;g;b`


class Style(NamedTuple):
    """How text is shown: its attributes, and its colours as the terminal is told them ("": the terminal's own)."""

    attributes: frozenset[str] = frozenset()
    front: str = ""
    back: str = ""


PLAIN = Style()


class Sparing:
    """A terminal's file that takes what Textual writes, and passes on what shows the same."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._since: float | None = None

    @property
    def stalls(self) -> bool:
        """Whether the line has not taken for a while what was written last."""
        since = self._since  # another thread may be done with it in between
        return since is not None and monotonic() - since > STALL

    def write(self, text: str) -> int:
        """Write it; the terminal is left without a style after each."""
        self._since = monotonic()
        self._file.write(spared(text))
        self._since = None
        return len(text)

    def flush(self) -> None:
        """All of it to the terminal."""
        self._since = monotonic()
        self._file.flush()
        self._since = None

    def fileno(self) -> int:
        """The terminal's number."""
        return self._file.fileno()


def spared(text: str) -> str:
    """The shortest that shows the same as `text` on a terminal without a style."""
    first, *rest = STYLE.split(text)
    said, have, want = [first], PLAIN, PLAIN
    for codes, piece in zip(rest[::2], rest[1::2], strict=True):
        want = _after(want, codes)
        if MOVES.fullmatch(piece):
            said.append(piece)
            continue
        change, have = _change(have, want, blank=not piece.strip(" "))
        said += [change, piece]
    if have != PLAIN:
        said.append("\x1b[0m")
    return "".join(said)


@lru_cache(maxsize=4096)
def _after(style: Style, codes: str) -> Style:
    """The style after the `codes` of one sequence."""
    attributes, front, back = set(style.attributes), style.front, style.back
    words = codes.split(";")
    while words:
        word = words[0]
        many = COLOUR_WORDS.get(words[1], 1) if word in {"38", "48"} and len(words) > 1 else 1
        taken, words = ";".join(words[:many]), words[many:]
        if word in {"", "0"}:
            attributes, front, back = set(), "", ""
        elif word[0] in "39" and len(word) > 1:
            front = "" if word == "39" else taken
        elif (word[0] == "4" and len(word) > 1) or len(word) > 2:
            back = "" if word == "49" else taken
        elif word in TAKEN_BACK:
            attributes -= TAKEN_BACK[word]
        else:
            attributes.add(word)
    return Style(frozenset(attributes), front, back)


@lru_cache(maxsize=16384)
def _change(have: Style, want: Style, *, blank: bool) -> tuple[str, Style]:
    """What makes a terminal's style `have` show text as `want` does, and the style that it has then."""
    if blank and not (have.attributes | want.attributes) & VISIBLE:
        want = want._replace(attributes=have.attributes, front=have.front)
    codes = []
    if have.attributes - want.attributes or (want == PLAIN and have != PLAIN):
        codes, have = ["0"], PLAIN
    codes += sorted(want.attributes - have.attributes)
    if want.front != have.front:
        codes.append(want.front or "39")
    if want.back != have.back:
        codes.append(want.back or "49")
    return (f"\x1b[{';'.join(codes)}m" if codes else ""), want
