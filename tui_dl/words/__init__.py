"""Every sentence of the interface, in each language, and the few lines that read them."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path

from tui_dl.words import particles, pressed

LANGUAGES = ("en", "ko")
KEY = "{key."
COUNTED = r"\{\w+:[^}]*/"
GROUP = r"(?m)^\[(\w+)\]$"


@cache
def _groups(language: str) -> dict[str, str]:
    """The text of each group; the first screen needs one of them alone, so they are parsed one by one."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    _, *parts = re.split(GROUP, text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@cache
def _group(language: str, group: str) -> dict[str, str]:
    """The sentences of a group by key."""
    return tomllib.loads(_groups(language)[group])


@cache
def _counts(sentence: str) -> bool:
    """Whether a word in it depends on a number."""
    return re.search(COUNTED, sentence) is not None


class _Counted:
    """A value beside which a word stands that depends on it."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, wanted: str) -> str:
        one, parted, many = wanted.partition("/")
        if not parted:
            return format(self._value, wanted)
        return one if str(self._value) == "1" else many


def say(language: str, key: str, /, **fields: object) -> str:
    """The sentence `key` ("group.name") in `language`, its fields filled in.

    `{rows:row/rows}` is the first of the two words where `rows` is 1, and the second elsewhere; `{key.run}` is the key
    that a learner presses for it.

    Raises:
        KeyError: There is no such sentence.
    """
    group, _, name = key.partition(".")
    sentence = _group(language, group)[name]
    counted = {field: _Counted(value) for field, value in fields.items()} if _counts(sentence) else fields
    said = sentence.format(key=pressed.NAMES, **counted) if KEY in sentence else sentence.format(**counted)
    return particles.settle(said) if "[" in said and language == "ko" else said


def language_of_the_environment() -> str:
    """The language that the locale asks for, English where it is neither."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "ko" if os.environ[variable].startswith("ko") else "en"
    return "en"
