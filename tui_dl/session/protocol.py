"""What the app and a training process say to each other: commands go down, events come up, records with them."""

from __future__ import annotations

import msgspec

from tui_dl.session.experiment import RuleModel, Run, Value
from tui_dl.session.records import Divergence, EpochRecord, Weights


class Start(msgspec.Struct, frozen=True, tag=True):
    """Begin `run`, in place of any other."""

    id: int
    run: Run
    pace: float | None = None
    """Epochs a second; None: as fast as it goes. It never changes a result."""
    pause_at_epoch: int | None = None
    """Hold when this many epochs are complete (0: before the first step)."""
    replay_to: int | None = None
    """Steps to take at full speed, then hold: a run that is taken up again."""
    room: int | None = None
    """Bytes for what is kept of the run's past; None: as many as `timeline.ROOM`."""


class Pause(msgspec.Struct, frozen=True, tag=True):
    """Hold before the next step."""


class Resume(msgspec.Struct, frozen=True, tag=True):
    """Go on."""

    more_epochs: int = 0
    """Move the run's limit by this many epochs first: an ended run goes on."""


class StepBatch(msgspec.Struct, frozen=True, tag=True):
    """One optimizer step, then hold."""


class StepEpoch(msgspec.Struct, frozen=True, tag=True):
    """To the end of this epoch, then hold."""


class StepTo(msgspec.Struct, frozen=True, tag=True):
    """On to this step, at full speed or the pace, then hold."""

    step: int


class StepToEpoch(msgspec.Struct, frozen=True, tag=True):
    """On until this many epochs are complete, at full speed or the pace, then hold."""

    epoch: int


class Change(msgspec.Struct, frozen=True, tag=True):
    """A knob takes a new value from the next step on; becomes part of the run."""

    knob: str
    value: Value


class Edit(msgspec.Struct, frozen=True, tag=True):
    """One number of the flat parameter vector takes a new value; becomes part of the run."""

    index: int
    value: float


class Look(msgspec.Struct, frozen=True, tag=True):
    """What was the run when this many of its steps had been taken? It does not disturb the run."""

    step: int


class Stop(msgspec.Struct, frozen=True, tag=True):
    """End the run, as its user wishes."""


class SetPace(msgspec.Struct, frozen=True, tag=True):
    """Watch faster or slower."""

    pace: float | None


class Ease(msgspec.Struct, frozen=True, tag=True):
    """Stand back, or no longer, because the machine does not keep up: at a part of the pace, or of the time."""

    on: bool


class Sweep(msgspec.Struct, frozen=True, tag=True):
    """Train all these runs, one after the other, at full speed, in place of any other; `Stop` gives the rest up."""

    id: int
    runs: tuple[Run, ...]


Steering = Pause | Resume | StepBatch | StepEpoch | StepTo | StepToEpoch
Command = Start | Steering | Change | Edit | Look | Stop | SetPace | Ease | Sweep


# Events.
class Began(msgspec.Struct, frozen=True, tag=True):
    """A run was set up: its size, and what it looks like before the first step."""

    id: int
    parameters: int
    first: EpochRecord
    weights: Weights


class Epochs(msgspec.Struct, frozen=True, tag=True):
    """Records of epochs that ended, complete and in order."""

    id: int
    records: tuple[EpochRecord, ...]


class Snapshot(msgspec.Struct, frozen=True, tag=True):
    """The newest weights (newest wins), with the loss of the batch that made them."""

    id: int
    weights: Weights
    batch_loss: float | None = None


class Changed(msgspec.Struct, frozen=True, tag=True):
    """A change took effect and is now part of the run, at its step."""

    id: int
    run: Run


class Seen(msgspec.Struct, frozen=True, tag=True):
    """The answer to `Look`: weights of an earlier step, and the loss of the batch that made them."""

    id: int
    weights: Weights
    batch_loss: float | None = None


class Paused(msgspec.Struct, frozen=True, tag=True):
    """The run holds, with weights as they are."""

    id: int
    weights: Weights
    batch_loss: float | None = None


class Resumed(msgspec.Struct, frozen=True, tag=True):
    """The run goes on."""

    id: int


class Ended(msgspec.Struct, frozen=True, tag=True):
    """The run is over; `reason` is epochs, target, patience, diverged or user."""

    id: int
    reason: str
    weights: Weights
    seconds: float
    """Time spent in training, without pauses and pace."""
    divergence: Divergence | None = None
    rule: RuleModel | None = None
    """For a rule: the rule that was found, nothing left open."""


class Swept(msgspec.Struct, frozen=True, tag=True):
    """One run of a sweep is over: how it began and how it ended, nothing in between."""

    id: int
    number: int
    """Which of the sweep's runs, from 0."""
    parameters: int
    first: EpochRecord
    last: EpochRecord
    weights: Weights
    reason: str
    seconds: float


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A run could not be set up, or its process died; code and fields of a `Problem`."""

    id: int
    code: str
    fields: dict[str, str | int | float] = {}


Event = Began | Epochs | Snapshot | Changed | Seen | Paused | Resumed | Ended | Swept | Failed
