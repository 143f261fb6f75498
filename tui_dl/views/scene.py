"""What a view looks at."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.session.classical.process import Fit
    from tui_dl.session.opening import Opening
    from tui_dl.session.places import Place
    from tui_dl.session.state import RunState

TRAIN, VALIDATION, NONE = "train", "validation", "none"
PARTS = (TRAIN, VALIDATION, NONE)
LOSS, LOG, SCORE = "loss", "log", "score"
CURVES = (LOSS, LOG, SCORE)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A run's state, and what of it is looked at.

    Attributes:
        state: The run.
        fits: Classical methods on the very same split; empty: those of the state.
        fitting: Names that are still being fitted.
        chosen: Which model region, confusion and calibration show: network, rule or a fit's name.
        cut: From which probability, or distance, a classical method's answer counts as class 1; None: its own.
        mark_epoch: An epoch to point at.
        pick: Which layer or unit comes first where not all fit, from 0.
        goal: The score that is asked for, if any.
        runs: All runs of the step at hand.
        openings: When the sealed test part was opened, oldest first.
        cursor: The number or unit of the network that a cursor stands on, if any.
        typed: What is being typed there; None: nothing is.
        pointing: Whether `pick` is pointed at.
        opened: Whether what it points at is shown in full.
        part: Whose points are shown over a region: train, validation, or none.
        beside: Another model, whose region stands to the left of the chosen one's; "" for none.
        whole: The run up to its newest step, where `state` is an earlier step of it.
        curves: What curves over epochs show: the loss, the loss on a logarithmic axis, or accuracy (R2).
        at: Which record a cross-hair stands on, from 0, if any.
        row: Which row of a step's batch is shown in numbers, from 0.
        first: The first weight that a step lists, from 0; where all fit, all are listed.
        blank: A number that one step leaves to the learner, as `layer2.w1_1.after`; "": none.
        asked: The number that was or is left to the learner, which stays in sight once it is filled in; "": none.
    """

    state: RunState
    fits: tuple[Fit, ...] = ()
    fitting: tuple[str, ...] = ()
    chosen: str = "network"
    cut: float | None = None
    mark_epoch: int | None = None
    pick: int = 0
    goal: float | None = None
    runs: tuple[RunState, ...] = ()
    openings: tuple[Opening, ...] = ()
    cursor: Place | None = None
    typed: str | None = None
    pointing: bool = False
    opened: bool = False
    part: str = TRAIN
    beside: str = ""
    whole: RunState | None = None
    curves: str = LOSS
    at: int | None = None
    row: int = 0
    first: int = 0
    blank: str = ""
    asked: str = ""

    def shows_the_same(self, other: Scene) -> bool:
        """Whether the very same states are looked at in the same way: a figure of them is the same, too."""
        return all(_alike(getattr(self, field.name), getattr(other, field.name)) for field in fields(self))

    @property
    def all_fits(self) -> tuple[Fit, ...]:
        """The classical methods' fits, wherever they are kept."""
        return self.fits or self.state.fits

    @property
    def all_fitting(self) -> tuple[str, ...]:
        """Names still being fitted, wherever they are kept."""
        done = {fit.name for fit in self.all_fits}
        return tuple(name for name in self.fitting or self.state.fitting if name not in done)


def _alike(one: object, other: object) -> bool:
    """States and fits hold arrays and are the same only as the same object; what else there is can be compared."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    return one is other or (isinstance(one, str | float | int) and type(one) is type(other) and one == other)
