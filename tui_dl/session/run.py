"""A run: the experiment it began with and the changes made on its way, each at its step."""

from __future__ import annotations

import msgspec

from tui_dl.session.experiment import Experiment

VERSION = 1


class RunChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change: before step `step` (counted from 0), `knob` took `value`."""

    step: int
    knob: str
    value: bool | int | float | str | tuple[int, ...] | tuple[str, ...] | None
    index: int | None = None
    """For an edited weight (knob `weight`): its place in the flat parameter vector."""


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be repeated, kept, sent and replayed."""

    experiment: Experiment
    changes: tuple[RunChange, ...] = ()
