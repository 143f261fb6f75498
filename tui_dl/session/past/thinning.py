"""A bounded store of what was kept at a run's steps: where it overflows, it is thinned, never cut off."""

from __future__ import annotations

from bisect import bisect_right
from typing import Generic, Protocol, TypeVar

EARLY, EVEN = "early", "even"
SLACK = 0.75  # of the room is left filled when it is thinned, so that this happens rarely
WIDER = 1.2  # how much wider gaps become where that is not enough


class Sized(Protocol):
    """What takes room."""

    @property
    def nbytes(self) -> int:
        """How much, in bytes."""


Item = TypeVar("Item", bound=Sized)


class Thinned(Generic[Item]):
    """Items by step, in order, at most `room` bytes of them in all.

    With `EARLY` gaps grow in proportion to the step, so that a run's beginning, where most happens, stays
    complete the longest; with `EVEN` they are alike everywhere. First and newest are always there, unless
    one is larger than the room by itself.

    Attributes:
        room: Bytes that there are.
        size: Bytes in use.
        gap: How far apart neighbours may be: in steps (`EVEN`), or as a share of the step (`EARLY`).
    """

    def __init__(self, room: int, way: str) -> None:
        self.room, self.way, self.size = room, way, 0
        self.gap = 0.005 if way == EARLY else 1.0
        self.steps: list[int] = []
        self._items: list[Item] = []

    def wants(self, step: int) -> bool:
        """Whether what could be kept at this step is not too near to what is kept already."""
        if not self.steps:
            return True
        return step > self.steps[-1] and (self.way == EARLY or step - self.steps[-1] >= self.gap)

    def keep(self, step: int, item: Item) -> None:
        """Add what belongs to a step later than all others; one that does not fit at all is let go."""
        if item.nbytes > self.room:
            return
        self.steps.append(step)
        self._items.append(item)
        self.size += item.nbytes
        while self.size > self.room and len(self.steps) > 1:
            self._thin()

    def before(self, step: int) -> tuple[int, Item] | None:
        """The newest that was kept at `step` or earlier, and its step."""
        place = bisect_right(self.steps, step) - 1
        return (self.steps[place], self._items[place]) if place >= 0 else None

    def _thin(self) -> None:
        self._leave(self._places())
        while self.size > SLACK * self.room and len(self.steps) > 2:
            self.gap *= WIDER
            self._leave(self._places())
        if self.size > self.room:
            self._leave([len(self.steps) - 1])

    def _places(self) -> list[int]:
        """The items to stay: one goes where its neighbours are near enough without it."""
        stay, last = [0], len(self.steps) - 1
        for place in range(1, last):
            before = self.steps[stay[-1]]
            near = self.gap if self.way == EVEN else self.gap * before
            if self.steps[place + 1] - before > near:
                stay.append(place)
        return [*stay, last]

    def _leave(self, places: list[int]) -> None:
        self.steps = [self.steps[place] for place in places]
        self._items = [self._items[place] for place in places]
        self.size = sum(item.nbytes for item in self._items)
