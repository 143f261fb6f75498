"""The one table of keys: each action with its key, its twin that no input method swallows, and its Hangul letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Where a two-set Korean keyboard has its letters: a learner who types Hangul presses the same keys.
HANGUL = dict(zip("qwertyuiopasdfghjklzxcvbnmO", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅒ", strict=True))


class Key(NamedTuple):
    """What a key does: the action that Textual calls, the keys, and whether it belongs into a list of keys."""

    action: str
    keys: tuple[str, ...]
    listed: bool = True


EVERYWHERE = {  # by the name under which the words have each
    "help": Key("help", ("?", "f1")),
    "language": Key("language", ("l", "ctrl+l")),
    "picture": Key("picture", ("ctrl+s",)),
    "settings": Key("settings", ("comma", "ctrl+k")),
}
HOME = {
    "tasks": Key("tasks", ("k", "f3")),
    "review": Key("app.review", ("r", "f8")),
    "laboratory": Key("app.laboratory", ("a", "f9")),
    "notebook": Key("app.notebook", ("b", "f12")),
    "terms": Key("app.terms", ("g", "ctrl+g")),
}
PAGES = {"back": Key("leave", ("escape",))}
SETTINGS = {"edit_keys": Key("edit_keys", ("k", "f4")), **PAGES}
OWN_KEYS = {"key_default": Key("default", ("d", "f6")), **PAGES}
QUIZ = {"quiz_next": Key("next", ("n", "f4")), **PAGES}
CARD = {
    "card_next": Key("dismiss('next')", ("n", "f4")),
    "card_replay": Key("dismiss('replay')", ("r", "f8")),
    "card_laboratory": Key("dismiss('laboratory')", ("a", "f9")),
    "card_home": Key("dismiss('home')", ("escape", "h")),
}
OWN_TABLE = {
    "table_use": Key("use", ("space", "enter", "f5")),
    "table_target": Key("target", ("t", "f6")),
    "table_file": Key("file", ("f", "f2")),
    **PAGES,
}
SWEEP = {
    "sweep_run": Key("run", ("space", "f5")),
    "sweep_open": Key("open", ("enter", "f6")),
    "sweep_plan": Key("plan", ("f", "f2")),
    "words": Key("words", ("v", "ctrl+t")),
    **PAGES,
}
BRANCHES = {
    "run": Key("run_or_pause", ("space", "f5")),
    "batch": Key("go('batch')", (".", "f6")),
    "epoch": Key("go('epoch')", ("e", "f7")),
    "again": Key("again", ("r", "f8")),
    "slower": Key("pace(0.5)", ("[", "ctrl+left")),
    "faster": Key("pace(2)", ("]", "ctrl+right")),
    "full_speed": Key("go('end')", ("\\", "ctrl+end")),
    "other_figure": Key("other_figure", ("f", "f2")),
    "curves": Key("curves", ("a", "ctrl+a")),
    "words": Key("words", ("v", "ctrl+t")),
    **PAGES,
}
COMPARE = {"words": Key("words", ("v", "ctrl+t")), "fit": Key("fit", ("b", "f12")), **PAGES}
FORKS = {"fork_both": Key("both", ("space", "f5"))}
SHARE = {"share_keep": Key("keep", ("x", "f4")), "share_copy": Key("copy", ("c", "ctrl+b"))}
NOTEBOOK = {"keep_notebook": Key("keep", ("x", "f4")), **PAGES}
BENCH = {
    "run": Key("run_or_pause", ("space", "f5")),
    "batch": Key("verb('step')", (".", "f6")),
    "epoch": Key("verb('epoch')", ("e", "f7")),
    "again": Key("verb('run')", ("r", "f8")),
    "more_units": Key("unit(1)", ("+", "=")),
    "fewer_units": Key("unit(-1)", ("-", "_")),
    "slower": Key("pace(0.5)", ("[", "ctrl+left")),
    "faster": Key("pace(2)", ("]", "ctrl+right")),
    "full_speed": Key("pace(0)", ("\\", "ctrl+end")),
    "fit": Key("fit", ("b", "f12")),
    "words": Key("paint('toggle_words')", ("v", "ctrl+t")),
    "large": Key("paint('maximise')", ("m", "ctrl+o")),
    "model": Key("paint('gaze', 'next_model')", ("o", "f10")),
    "curves": Key("paint('gaze', 'next_curves')", ("a", "ctrl+a")),
    "cursor": Key("paint('cursor')", ("w", "ctrl+e")),
    "beside": Key("paint('gaze', 'toggle_two')", ("O", "f11")),
    "points": Key("paint('gaze', 'next_part')", ("d", "ctrl+d")),
    "compare": Key("compare", ("c", "ctrl+b")),
    "past": Key("past", ("y", "ctrl+y")),
    "forks": Key("forks", ("q", "ctrl+up")),
    "share": Key("share", ("z", "ctrl+u")),
    "jump": Key("jump", ("j", "ctrl+f")),
    "undo": Key("undo", ("u", "ctrl+z")),
    "tab_before": Key("tab(0, -1)", ("<", "ctrl+pageup")),
    "tab_after": Key("tab(0, 1)", (">", "ctrl+pagedown")),
    **{f"tab_{number}": Key(f"tab({number - 1})", (str(number),), listed=False) for number in range(1, 10)},
    "leave": Key("leave", ("escape",)),
}
OF_LESSONS = {
    "hint": Key("hint", ("h", "f2")),
    "next": Key("next", ("n", "f4")),
    "previous": Key("verb('previous')", ("p", "f3")),
    "sandbox": Key("sandbox", ("s", "f9")),
    "glossary": Key("glossary", ("g", "ctrl+g")),
    "begin_again": Key("begin_again", ("x", "ctrl+x")),
    "forget_lesson": Key("forget_lesson", ("ctrl+delete",)),
}
LESSON = {**OF_LESSONS, **BENCH}
OF_LABORATORY = {
    "new_sample": Key("new_sample", ("s", "f9")),
    "own_table": Key("own_table", ("f", "f2")),
    "sweep": Key("sweep", ("x", "ctrl+x")),
    "new_tab": Key("new_tab", ("t", "ctrl+n")),
    "next_tab": Key("other_tab(1)", ("n", "f4")),
    "previous_tab": Key("other_tab(-1)", ("p", "f3")),
    "rename_tab": Key("rename_tab", ("i", "ctrl+r")),
    "close_tab": Key("close_tab", ("k", "ctrl+w")),
    "terms": Key("app.terms", ("g", "ctrl+g")),
}
LABORATORY = {**OF_LABORATORY, **BENCH}


def with_twins(keys: Sequence[str]) -> list[str]:
    """Keys, each letter with its Hangul twin."""
    return [*keys, *(HANGUL[key] for key in keys if key in HANGUL)]


def bindings(table: Mapping[str, Key]) -> list[Binding]:
    """The table as bindings, each letter with its Hangul twin; a keymap names them as the words do."""
    return [Binding(",".join(with_twins(key.keys)), key.action, show=False, id=name) for name, key in table.items()]


def everything() -> dict[str, Key]:
    """Every action that may be given other keys, by name."""
    pages = {
        **QUIZ,
        **CARD,
        **COMPARE,
        **BRANCHES,
        **FORKS,
        **SHARE,
        **NOTEBOOK,
        **SETTINGS,
        **OWN_KEYS,
        **OWN_TABLE,
        **SWEEP,
    }
    return {**HOME, **pages, **LABORATORY, **LESSON, **EVERYWHERE}


def said(name: str, language: str) -> str:
    """What an action does; of a tab's and of the next lesson's no title is known here."""
    before, _, number = name.rpartition("_")
    if number.isdecimal():
        return say(language, f"action.{before}_number", number=number)
    return say(language, f"action.{name}", title="…").removesuffix(": …")


def listed(table: Mapping[str, Key], language: str, own: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """(what it does, its keys, the action) of each that belongs into a list; `own` are the learner's own keys."""
    return [
        (say(language, f"action.{name}"), " ".join(shown_keys(name, key, own or {})), key.action)
        for name, key in table.items()
        if key.listed
    ]


def shown_keys(name: str, key: Key, own: Mapping[str, str]) -> list[str]:
    """An action's keys as people write them."""
    chosen = [one.strip() for one in own[name].split(",")] if name in own else key.keys
    return [as_people_write(one) for one in chosen]


def told(language: str, sentence: str, own: Mapping[str, str], /, **fields: object) -> str:
    """A sentence in which keys stand, each by its action's name: the first of the keys that the action has now."""
    names = {name: shown_keys(name, key, own)[0] for name, key in everything().items()}
    return say(language, sentence, **names, **fields)


def as_people_write(key: str) -> str:
    """A key as people write it."""
    if len(key) == 1 or key == "comma":
        return key if len(key) == 1 else ","
    parts = key.replace("pageup", "PgUp").replace("pagedown", "PgDn").replace("escape", "esc").split("+")
    return "+".join(part[0].upper() + part[1:] for part in parts)
