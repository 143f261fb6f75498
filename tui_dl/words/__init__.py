"""Every sentence of the interface, in each language, and the few lines that read them."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ko")


@cache
def _table(language: str) -> dict[str, str]:
    """All sentences of a language by dotted key."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{group}.{key}": sentence
        for group, sentences in tomllib.loads(text).items()
        for key, sentence in sentences.items()
    }


def say(language: str, key: str, **fields: object) -> str:
    """The sentence `key` ("group.name") in `language`, its fields filled in.

    Raises:
        KeyError: There is no such sentence.
    """
    return _table(language)[key].format(**fields)


def language_of_the_environment() -> str:
    """The language that the locale asks for, English where it is neither."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "ko" if os.environ[variable].startswith("ko") else "en"
    return "en"
