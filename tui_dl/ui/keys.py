"""The one table of keys: each action with its key, its twin that no input method swallows, and its Hangul letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where a two-set Korean keyboard has its letters: a learner who types Hangul presses the same keys.
HANGUL = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))

EVERYWHERE = {
    "help": ("?", "f1"),
    "language": ("l", "ctrl+l"),
}
LESSON = {
    "run_or_pause": ("space", "f5"),
    "verb('step')": (".", "f6"),
    "verb('epoch')": ("e", "f7"),
    "verb('run')": ("r", "f8"),
    "unit(1)": ("+", "="),
    "unit(-1)": ("-", "_"),
    "pace(0.5)": ("[", "ctrl+left"),
    "pace(2)": ("]", "ctrl+right"),
    "pace(0)": ("\\", "ctrl+end"),
    "hint": ("h", "f2"),
    "verb('previous')": ("p", "f3"),
    "next": ("n", "f4"),
    "sandbox": ("s", "f9"),
    "fit": ("b", "f12"),
    "paint('toggle_words')": ("v", "ctrl+t"),
    "paint('maximise')": ("m", "ctrl+o"),
    "paint('next_model')": ("o", "f10"),
    "undo": ("u", "ctrl+z"),
    "glossary": ("g", "ctrl+g"),
    "tab(0, -1)": ("<", "ctrl+pageup"),
    "tab(0, 1)": (">", "ctrl+pagedown"),
    "tab(0)": ("1",),
    "tab(1)": ("2",),
    **{f"tab({number - 1})": (str(number),) for number in range(3, 8)},
    "leave": ("escape",),
}


def bindings(table: Mapping[str, tuple[str, ...]]) -> list[Binding]:
    """The table as bindings, each letter with its Hangul twin."""
    found = []
    for action, keys in table.items():
        twins = [HANGUL[key] for key in keys if key in HANGUL]
        found.append(Binding(",".join([*keys, *twins]), action, show=False))
    return found
