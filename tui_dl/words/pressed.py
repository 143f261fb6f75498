"""What the keys are called that sentences name: `{key.run}` is Space, until the learner has given it another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = {
    "run": "Space",
    "batch": ".",
    "epoch": "e",
    "again": "r",
    "fit": "b",
    "words": "v",
    "past": "y",
    "forks": "q",
    "next": "n",
    "hint": "h",
    "sandbox": "s",
    "close_tab": "k",
    "own_table": "f",
    "table_target": "t",
    "sweep_run": "Space",
    "fork_both": "Space",
    "share_keep": "x",
    "share_copy": "c",
}
NAMES = SimpleNamespace(**USUAL)  # one process shows one screen, to one learner


def call(own: Mapping[str, str]) -> None:
    """From now on sentences name these keys, by action; of all others the usual ones."""
    vars(NAMES).update({name: own.get(name, usual) for name, usual in USUAL.items()})


def called() -> tuple[str, ...]:
    """What all of them are called now: what was said before they changed has to be said anew."""
    return tuple(vars(NAMES).values())
