"""What is different in a branch, in words: the knobs that were turned where it parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.session.comparing import DATA, HAND, MODEL, differing, setting
from tui_dl.session.touching import MASK, PARAMETER
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
    return _joined([*parts, *_otherwise(fork, language)])


def labels(fork: Fork, language: str) -> tuple[str, str]:
    """Trunk and branch, each by the values of the knobs in which they differ."""
    trunk, branch = (
        [f"{knob_label(language, name)} {as_text(setting(run, name))}" for name in _names(fork)]
        for run in (fork.trunk.run, fork.state.run)
    )
    return _joined(trunk or [say(language, "forks.as_it_was")]), _joined([*branch, *_otherwise(fork, language)])


def _names(fork: Fork) -> list[str]:
    found = differing([fork.trunk.run, fork.state.run])
    return [name for name in found if name not in {DATA, MODEL, HAND, "epoch_limit"}]


def _otherwise(fork: Fork, language: str) -> list[str]:
    """What was changed that is no knob: rows, weights, units."""
    told = []
    for kind, knobs in (("rows", ("data",)), ("otherwise", (PARAMETER, MASK))):
        before, after = (
            [change for change in run.changes if change.knob.startswith(knobs)]
            for run in (fork.trunk.run, fork.state.run)
        )
        told += [say(language, f"forks.{kind}")] if before != after else []
    return told


def _joined(parts: list[str]) -> str:
    more = len(parts) - MOST_KNOBS
    return ", ".join([*parts[:MOST_KNOBS], *([f"+{more}"] if more > 0 else [])])
