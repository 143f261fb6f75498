"""Inputs nobody meant: well-formed ones that were cut, doubled, mixed and sprinkled with what steers terminals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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


ODD = (
    None,
    True,
    -1,
    0,
    1,
    3,
    2**31,
    2**70,
    -0.5,
    1e-300,
    1e308,
    "",
    "x",
    "nan",
    "relu",
    "moons",
    [],
    [0],
    [-1, 4],
    {},
    {"x": 1},
)


def twisted(luck: random.Random, text: str) -> str:
    """JSON text with one of its values replaced, doubled or left out: well-formed, but not what was meant."""
    whole = json.loads(text)
    places = [(whole, key) for key in _keys(whole)]
    for holder, key in places:
        places += [(holder[key], inner) for inner in _keys(holder[key])]
    holder, key = luck.choice(places)
    choice = luck.randrange(8)
    if choice == 0:
        del holder[key]
    elif choice == 1 and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = luck.choice(ODD)
    return json.dumps(whole)


def _keys(holder: Any) -> list[Any]:
    return list(holder) if isinstance(holder, dict) else list(range(len(holder))) if isinstance(holder, list) else []
