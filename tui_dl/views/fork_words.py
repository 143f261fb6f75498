"""What is different in a branch, in words: the knobs that were turned where it parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.session.comparing import DATA, HAND, MODEL, differing, setting
from tui_dl.words import say
from tui_dl.words.knobs import as_text, knob_label

if TYPE_CHECKING:
    from tui_dl.session.past.forks import Fork

MOST_KNOBS = 3  # named


def turned(fork: Fork, language: str) -> str:
    """Each knob with its value before and after; where it was no knob, what it was."""
    parts = []
    for name in _names(fork):
        before, after = (as_text(setting(run, name)) for run in (fork.trunk.run, fork.state.run))
        parts.append(f"{knob_label(language, name)} {before} → {after}")
    return _joined(parts) or say(language, f"forks.{_otherwise(fork)}")


def labels(fork: Fork, language: str) -> tuple[str, str]:
    """Trunk and branch, each by the values of the knobs in which they differ."""
    names = _names(fork)
    if not names:
        return say(language, "forks.as_it_was"), say(language, f"forks.{_otherwise(fork)}")
    trunk, branch = (
        _joined([f"{knob_label(language, name)} {as_text(setting(run, name))}" for name in names])
        for run in (fork.trunk.run, fork.state.run)
    )
    return trunk, branch


def _names(fork: Fork) -> list[str]:
    found = differing([fork.trunk.run, fork.state.run])
    return [name for name in found if name not in {DATA, MODEL, HAND, "epoch_limit"}]


def _otherwise(fork: Fork) -> str:
    """What it was, if no knob."""
    rows = ([change for change in run.changes if change.knob == "data"] for run in (fork.trunk.run, fork.state.run))
    return "otherwise" if next(rows) == next(rows) else "rows"


def _joined(parts: list[str]) -> str:
    more = len(parts) - MOST_KNOBS
    return ", ".join([*parts[:MOST_KNOBS], *([f"+{more}"] if more > 0 else [])])
