"""Other keys for an action: what was pressed as it is written down, and whose keys may not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from tui_dl.engine.problem import Problem
from tui_dl.ui import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.dom import DOMNode
    from textual.events import Key

SCREENS = {  # by what the words call each
    "home": keys.HOME,
    "lesson": keys.LESSON,
    "laboratory": keys.LABORATORY,
    "sweep": keys.SWEEP,
    "own_table": keys.OWN_TABLE,
    "compare": keys.COMPARE,
    "branches": keys.BRANCHES,
    "forks": keys.FORKS,
    "share": keys.SHARE,
    "notebook": keys.NOTEBOOK,
    "quiz": keys.QUIZ,
    "settings": keys.SETTINGS,
    "own_keys": keys.OWN_KEYS,
    "card": keys.CARD,
}
FIXED = (  # keys that lists, lines and the way out need
    *("enter", "tab", "shift+tab", "escape", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("backspace", "delete", "ctrl+c", "ctrl+q", "ctrl+p", "ctrl+m", "ctrl+i", "ctrl+j", "ctrl+h"),
)
LATIN = {twin: letter for letter, twin in keys.HANGUL.items()}


def written(event: Key) -> str:
    """A pressed key as the file has it: a Hangul letter as the Latin one of its key, a comma by its name."""
    pressed = event.character if event.character and event.character.isprintable() else ""
    if pressed and pressed not in {" ", ","}:
        return LATIN.get(pressed, pressed)
    return {" ": "space", ",": "comma"}.get(pressed, event.key)


def told(node: DOMNode, sentence: str, /, **fields: object) -> str:
    """A sentence of the app's language that names keys: those that the learner has chosen."""
    app: Any = node.app
    return keys.told(app.language, sentence, app.preferences.settings.keys, **fields)


def told_in(node: DOMNode, width: int, sentence: str) -> str:
    """The same in so many cells: whole keys from the left on, and always the last one."""
    *items, last = told(node, sentence).split("  ")
    while items and cell_len("  ".join([*items, last])) > width:
        items.pop()
    return "  ".join([*items, last])


def key_of(node: DOMNode, name: str) -> str:
    """The first of an action's keys, as people write it."""
    app: Any = node.app
    return keys.shown_keys(name, keys.everything()[name], app.preferences.settings.keys)[0]


def in_force(name: str, key: keys.Key, own: Mapping[str, str]) -> list[str]:
    """The keys of an action."""
    return [one.strip() for one in own[name].split(",")] if name in own else list(key.keys)


def changed(name: str, pressed: str, own: Mapping[str, str]) -> str:
    """The action's keys with the pressed one in place of the first; its others stay, since not every terminal has all.

    Raises:
        Problem: Another action on the same screen has that key, or it is needed otherwise.
    """
    if pressed in FIXED:
        raise Problem("key_fixed", got=keys.as_people_write(pressed))
    for table in _tables(name):
        for other, key in table.items():
            if other != name and pressed in in_force(other, key, own):
                raise Problem("key_taken", got=keys.as_people_write(pressed), action=other)
    now = in_force(name, keys.everything()[name], own)
    return ",".join(dict.fromkeys((pressed, *now[1:])))


def _tables(name: str) -> list[dict[str, keys.Key]]:
    """Every screen on which the action is, with what works everywhere."""
    everywhere = name in keys.EVERYWHERE
    return [{**table, **keys.EVERYWHERE} for table in SCREENS.values() if everywhere or name in table]


def rows() -> dict[str, list[str]]:
    """The actions that may have other keys, by screen, each under the first that has it; the way back keeps its key."""
    seen, found = set[str](), dict[str, list[str]]()
    for screen, table in {"everywhere": keys.EVERYWHERE, **SCREENS}.items():
        names = [name for name, key in table.items() if key.listed and name not in seen and key.keys[0] not in FIXED]
        seen |= set(names)
        if names and screen != "card":  # its words stand on its own buttons
            found[screen] = names
    return found
