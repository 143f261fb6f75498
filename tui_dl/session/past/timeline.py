"""Time travel: any step of a run again, bit for bit.

Weights are kept as they were at the ends of epochs, and keyframes, from which training can go on. What was not kept
is trained again from the keyframe before it, with the changes that were made on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.session.past.thinning import EARLY, EVEN, Thinned
from tui_dl.session.position import Position
from tui_dl.session.protocol import Seen
from tui_dl.session.run import Run, RunChange

if TYPE_CHECKING:
    from tui_dl.session.experiment import Value
    from tui_dl.session.live import LiveRun
    from tui_dl.session.position import Keyframe
    from tui_dl.session.records import Weights

ROOM = 8 * 2**20  # bytes
FRAME_BYTES = 200  # of a snapshot beside its numbers, about


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    """Weights at a step, and the loss of the batch that made them."""

    weights: Weights
    batch_loss: float | None
    changes: int

    @property
    def nbytes(self) -> int:
        return len(self.weights.flat) + FRAME_BYTES


class Timeline:
    """Watches one run, and can say what it was at any step that it has taken."""

    def __init__(self, live: LiveRun, room: int = ROOM) -> None:
        """`live` is what is watched; half of `room`, in bytes, is for weights, half for keyframes."""
        self._live = live
        self.snapshots: Thinned[_Snapshot] = Thinned(room // 2, EARLY)
        self.keyframes: Thinned[Keyframe] = Thinned(room - room // 2, EVEN)

    def note(self) -> None:
        """Keep what there is to keep now: to be called before the first step and after each."""
        live = self._live
        step = live.trainer.step
        if live.trainer.left:
            return
        if self.snapshots.wants(step):
            self.snapshots.keep(step, _Snapshot(live.weights(), live.batch_loss, len(live.run.changes)))
        if step and self.keyframes.wants(step):
            self.keyframes.keep(step, live.keep())

    def at(self, step: int) -> Seen:
        """The run as it was when `step` of its steps had been taken, what was changed right then included.

        `step` below 0 is 0, beyond the newest the newest.
        """
        live = self._live
        step = max(0, step)
        if step >= live.trainer.step:
            return Seen(live.id, live.weights(), live.batch_loss)
        found = self.snapshots.before(step)
        changes = sum(change.step <= step for change in live.run.changes)
        if found is not None and found[0] == step and found[1].changes == changes:
            return Seen(live.id, found[1].weights, found[1].batch_loss)
        again = self.position(step)
        return Seen(live.id, again.weights(), again.batch_loss)

    def position(self, step: int) -> Position:
        """A second position of the same run, `step` of its steps taken, from which it can go another way."""
        again = Position(self._live.run)
        keyframe = self.keyframes.before(step)
        if keyframe is not None:
            again.take_up(keyframe[1])
        again.go_to(step)
        return again


def fork(run: Run, step: int, knob: str, value: Value) -> Run:
    """The run that was the same for `step` steps, and then had one knob changed: from there on the same batches.

    What was changed later in `run` is left out. Replayed, it makes the very same first steps.
    """
    past = (change for change in run.changes if change.step <= step)
    return Run(run.experiment, (*past, RunChange(step, knob, value)))
