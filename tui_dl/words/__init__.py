"""Every sentence of the interface, in each language, and the few lines that read them."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path

from tui_dl.words import particles

LANGUAGES = ("en", "ko")
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


def say(language: str, key: str, /, **fields: object) -> str:
    """The sentence `key` ("group.name") in `language`, its fields filled in.

    Raises:
        KeyError: There is no such sentence.
    """
    group, _, name = key.partition(".")
    said = _group(language, group)[name].format(**fields)
    return particles.settle(said) if "[" in said and language == "ko" else said


def language_of_the_environment() -> str:
    """The language that the locale asks for, English where it is neither."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "ko" if os.environ[variable].startswith("ko") else "en"
    return "en"
