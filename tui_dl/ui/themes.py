"""The house's two themes: blue for what is there, orange for what asks for attention; safe for the colour-blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual import constants
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from textual.app import App

    from tui_dl.ui.preferences import Preferences

DARK, LIGHT = "house-dark", "house-light"
HOUSE = (
    Theme(
        DARK,
        primary="#2f7fc4",
        secondary="#1d4f7c",
        accent="#f0a43c",
        warning="#f0a43c",
        error="#e06a4a",
        success="#6fb7ee",
        foreground="#dfe3e8",
        background="#101418",
        surface="#171d23",
        panel="#1f2730",
        dark=True,
    ),
    Theme(
        LIGHT,
        primary="#1f6fb5",
        secondary="#a9cbea",
        accent="#a85b00",
        warning="#a85b00",
        error="#b3401c",
        success="#145a96",
        foreground="#1d2429",
        background="#f7f7f4",
        surface="#ecece7",
        panel="#e0e1dc",
        dark=False,
    ),
)
SHORT = {"dark": DARK, "light": LIGHT}
NAMES = (*SHORT, *(name for name in BUILTIN_THEMES if name not in {"textual-dark", "textual-light"}))


def full_name(name: str) -> str:
    """The theme that a setting means; what is no theme means the dark one."""
    return SHORT.get(name, name if name in BUILTIN_THEMES else DARK)


def done(app: App[Any], *, bold: bool = False) -> Style:
    """How what is reached is written: in the theme's own colour for it."""
    return Style(color=Color.parse(app.theme_variables["success"]).rich_color, bold=bold)


def dress(app: App[Any], preferences: Preferences) -> None:
    """Give the app the theme that is wished for, and no motion where none is."""
    for theme in HOUSE:
        app.register_theme(theme)
    app.theme = full_name(preferences.theme)
    still = preferences.settings.reduced_motion
    app.animation_level = "none" if still else constants.TEXTUAL_ANIMATIONS
