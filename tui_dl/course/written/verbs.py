"""What a learner can do, as text: one closed table of verbs, used by lessons, plain mode and the app's keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_dl.course.written.problem import LessonProblem, near

# verb: (fewest plain words, most plain words, names that may take a value; * is any)
VERBS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "use": (0, 0, ("data", "model")),
    "set": (0, 0, ("*",)),
    "run": (0, 0, ("epochs",)),
    "resume": (0, 0, ()),
    "continue": (0, 0, ("data",)),
    "step": (0, 0, ()),
    "epoch": (0, 0, ()),
    "pause": (0, 0, ()),
    "fit": (1, 1, ()),
    "edit": (0, 2, ("*",)),
    "mask": (1, 2, ()),
    "move_point": (1, 1, ("by",)),
    "keep": (1, 1, ()),
    "start_from": (1, 2, ("layers", "frozen", "new_head")),
    "score": (1, 1, ("data",)),
    "sweep": (0, 0, ("*",)),
    "pick": (0, 0, ("by",)),
    "open_test": (0, 1, ()),
    "draw_fresh": (0, 0, ()),
    "answer": (1, 2, ()),
    "do": (1, 1, ()),
    "sandbox": (0, 0, ()),
    "back": (0, 0, ()),
    "hint": (0, 0, ()),
    "next": (0, 0, ()),
    "previous": (0, 0, ()),
    "solution": (0, 0, ()),
}
WORD = re.compile(r"(?:[^\s\[\]]|\[[^\]]*\])+")


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing done.

    Attributes:
        name: One of `VERBS`.
        words: What follows without a value.
        values: What follows as NAME=VALUE.
    """

    name: str
    words: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


def parse_verb(text: str) -> Verb:
    """The verb that `text` means.

    Raises:
        LessonProblem: No such verb, or not with these words.
    """
    name, *rest = WORD.findall(text) or [""]
    if name not in VERBS:
        raise LessonProblem("unknown_verb", got=name, near=near(name, list(VERBS)))
    fewest, most, keys = VERBS[name]
    words, values = [], {}
    for word in rest:
        key, equals, value = word.partition("=")
        if not equals:
            words.append(word)
        elif "*" in keys or key in keys:
            values[key] = value
        else:
            raise LessonProblem("verb_words", got=text, verb=name)
    if not fewest <= len(words) <= most or (name in {"set", "use", "sweep"} and not values):
        raise LessonProblem("verb_words", got=text, verb=name)
    return Verb(name, tuple(words), values)
