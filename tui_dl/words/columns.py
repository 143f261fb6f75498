"""Columns and classes by a name that a person would use, where the program itself has named them."""

from __future__ import annotations

from tui_dl.words import say


def column_name(name: str, language: str) -> str:
    """A column's name in the language; its own where it has no other."""
    try:
        return say(language, f"column.{name}")
    except KeyError:
        return name


def class_word(name: str, language: str) -> str:
    """A class's name in the language; its own where it has no other."""
    try:
        return say(language, f"class.{name}")
    except KeyError:
        return name
