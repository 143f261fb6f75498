"""The roads not taken: which runs parted from another, where and by what, and how both stood at the same epoch."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.experiment import Run
    from tui_dl.session.records import EpochRecord
    from tui_dl.session.state import RunState

HARMLESS = ("epoch_limit",)  # a change that moves no weight


class Fork(NamedTuple):
    """A run that was another one for a while.

    Attributes:
        state: The branch.
        trunk: What it parted from.
        step: After how many steps.
    """

    state: RunState
    trunk: RunState
    step: int

    @property
    def began(self) -> int:
        """The last epoch that was complete when they parted."""
        return max(record.epoch for record in self.trunk.records if record.step <= self.step)

    @property
    def level(self) -> tuple[EpochRecord, EpochRecord]:
        """Branch and trunk at the newest epoch that both have: the same step, after the same batches."""
        last = min(self.state.epochs, self.trunk.epochs)
        ours, theirs = ({one.epoch: one for one in state.records} for state in (self.state, self.trunk))
        return ours[last], theirs[last]


def parting(one: Run, other: Run) -> int | None:
    """The step from which on two runs are not the same; None where they never were, or always are."""
    if one.experiment != other.experiment:
        return None
    changes = [[change for change in run.changes if change.knob not in HARMLESS] for run in (one, other)]
    alike = 0
    while all(len(made) > alike for made in changes) and changes[0][alike] == changes[1][alike]:
        alike += 1
    return min((made[alike].step for made in changes if len(made) > alike), default=None)


def forks(states: Sequence[RunState]) -> list[Fork]:
    """All of them, each beside the run with which it has most in common; of equal ones that with the fewest changes."""
    distinct: list[RunState] = []
    for state in states:
        if state.records and all(state.run != one.run for one in distinct):
            distinct.append(state)
    ordered = sorted(distinct, key=lambda state: (len(state.run.changes), state.id))
    found = []
    for place, state in enumerate(ordered):
        parted = [(step, trunk) for trunk in ordered[:place] if (step := parting(trunk.run, state.run)) is not None]
        if parted:
            step, trunk = max(parted, key=itemgetter(0))
            found.append(Fork(state, trunk, step))
    return found
