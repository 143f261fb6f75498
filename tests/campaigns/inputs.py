"""Inputs nobody meant: well-formed ones that were cut, doubled, mixed and sprinkled with what steers terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

NASTY = (
    *("\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x00", "\x07", "\x7f", "\u202e", "\ud800", "\U0001f600", "한", "\ufeff"),
    *("../", "/etc/passwd", "~", "%s", "{x}", "{0.__class__}", "nan", "inf", "-0", "1e999", "9" * 40, "1_0", "'", '"'),
    *("(" * 30, "[" * 30, "\n", "\r\n", "\t", ";", ",", "=", "\\", "--help", "not ", "__import__", "**", "@" * 20),
)


def mutated(luck: random.Random, text: str, most: int = 6) -> str:
    """A text with some of its parts changed."""
    for _ in range(luck.randint(1, most)):
        at, other = sorted((luck.randint(0, len(text)), luck.randint(0, len(text))))
        choice = luck.randrange(5)
        if choice == 0:
            text = text[:at] + luck.choice(NASTY) + text[at:]
        elif choice == 1:
            text = text[:at] + text[min(other, at + 20) :]
        elif choice == 2:
            text = text[:other] + text[at : min(other, at + 40)] + text[other:]
        elif choice == 3:
            text = text[:at] + chr(luck.randrange(0x20, 0x3000)) + text[at + 1 :]
        else:
            text = text[:at] + str(luck.choice([-1, 0, 2**31, 1e308, luck.random()])) + text[other : other + 200]
    return text


def as_bytes(luck: random.Random, text: str) -> bytes:
    """The text's bytes, some of them wrong now and then."""
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(luck.choice([0, 0, 0, 1, 3])):
        if raw:
            raw[luck.randrange(len(raw))] = luck.randrange(256)
    return bytes(raw)
